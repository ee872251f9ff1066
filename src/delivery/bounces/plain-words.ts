const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** Words of HTML: what a browser would show, roughly, a line per block. */
export function wordsOfHtml(html: string): string {
  return (
    html
      .replaceAll(/<(style|script|head|title)\b[^>]*>[\s\S]{0,60000}?<\/\1\s*>/gi, ' ')
      .replaceAll(/<!--[\s\S]{0,20000}?-->/g, ' ')
      .replaceAll(/<(?:br|\/?p|\/?div|\/?tr|\/?li|\/?h\d|\/?table|\/?pre)\b[^>]{0,2000}>/gi, '\n')
      // An address in angle brackets is no tag.
      .replaceAll(/<\/?[a-z][a-z0-9:]{0,20}(?:\s[^<>]{0,4000})?\/?>/gi, ' ')
      .replaceAll(/&(#x?[0-9a-f]{1,6}|[a-z]{2,6});/gi, (all, name: string) => entityOf(name) ?? all)
  );
}

function entityOf(name: string): string | undefined {
  if (!name.startsWith('#')) return entities[name.toLowerCase()];
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  return code > 31 && code < 0x110000 ? String.fromCodePoint(code) : ' ';
}

/** In the form that the rules are written for: small letters, е for ё, straight quotes, single blanks. */
export function plainWords(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll(/[’‘`´]/g, "'")
    .replaceAll(/[\u00ad\u200b\ufeff]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/**
 * Without what only looks like a reason: addresses, host names, IP addresses. `mx1.spamfilter.test said: user unknown` says
 * nothing of spam. Links stay, since servers name the reason in them (`…/mail/?p=NoSuchUser`), and so do blocklists' names.
 */
export function withoutNames(words: string): string {
  return words
    .replaceAll(/[^\s<>"'(),;:]{1,200}@[^\s<>"'(),;:]{1,250}/g, '@')
    .replaceAll(/(?<![a-z0-9./=?&_-])(?:[a-z0-9_-]{1,63}\.){1,8}[a-z]{2,18}(?=$|[^a-z0-9@_])/g, name =>
      /spamhaus|spamcop|barracuda|sorbs|dnsbl|rbl|surbl|uribl|uceprotect|^(?:resolver|storedrv|routing|agents|transport|smtpsend)\.|^queue\.expired/.test(
        name,
      )
        ? name
        : 'host',
    );
}
