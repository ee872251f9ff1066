import { stemmer as snowball } from '@orama/stemmers/russian';

/**
 * The stem of a normalised Russian word, never empty: Snowball's, mended where it keeps forms of a word apart. It is asked twice:
 * what it takes for an ending in «кредит» or «подъём» it then takes from «кредиты» and «подъёма» as well.
 */
export function stemRussian(word: string): string {
  const known = irregular.get(word);
  if (known !== undefined) return known;
  // Words that have one form: «радио», «видео».
  if (/[ие]о$/u.test(word)) return word;
  return nounInIya(word) ?? withoutFleeting(snowball(snowball(word)));
}

/** Forms that Snowball takes for something else: «Беларусь» for a reflexive verb, «тюрем» for one of the first person. */
const irregular: ReadonlyMap<string, string> = new Map(
  Object.entries({
    беларус: 'беларусь',
    дн: 'день дня дню днем дне дни дней дням днями днях',
    тюрм: 'тюрем',
  }).flatMap(([stem, forms]) => forms.split(' ').map(form => [form, stem] as const)),
);

/**
 * Nouns like «колония» and «решение» keep a part of their suffix, which Snowball takes: «колония» is no «колонна». What ends in
 * -кие, -шие or, after a consonant, in -ние is an adjective.
 */
function nounInIya(word: string): string | undefined {
  const found = /^(.{2,}[бвзлмнпрстфц]и)(?:ями|ям|ях|ей|ем|я|е|ю|и|й)$/u.exec(word)?.[1];
  return found === undefined || /[^аеиоуыэюя]ни$/u.test(found) ? undefined : found;
}

/** A vowel or a soft sign that comes and goes before the last consonant: «посол» and «послы», «письмо» and «писем». */
function withoutFleeting(stem: string): string {
  return stem.replace(/(?<=.[^аеиоуыэюя])[ео]([кнлр])$/u, '$1').replace(/(?<=..)ь(?=.$)/u, '');
}
