/** Belarusian and Russian letters in Latin ones, near enough to be recognised in an address. */
const latin: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'h',
  ґ: 'g',
  д: 'd',
  е: 'e',
  ё: 'io',
  ж: 'zh',
  з: 'z',
  и: 'i',
  і: 'i',
  й: 'j',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ў: 'u',
  ф: 'f',
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ъ: '',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'iu',
  я: 'ia',
  ł: 'l',
};

/**
 * Gives each heading of one text an id: its words in Latin letters behind `s-`, which no other id of a page begins with,
 * and a number where two would be alike. The same text always gets the same ids.
 */
export function headingIds(): (words: string) => string {
  const given = new Set<string>();
  return words => {
    const base = `s-${latinSlug(words) || 'section'}`;
    let id = base;
    for (let count = 2; given.has(id); count++) id = `${base}-${count}`;
    given.add(id);
    return id;
  };
}

/** At most 60 lower-case Latin letters, digits and single hyphens; empty where a text has none. */
export function latinSlug(words: string): string {
  const letters = [...words.slice(0, 300).normalize('NFC').toLowerCase()]
    .map(letter => latin[letter] ?? letter)
    .join('');
  const plain = letters.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/['’ʼ]/g, '');
  return plain
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60)
    .replace(/-$/, '');
}
