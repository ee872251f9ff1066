/**
 * Words of an answer without what is a secret in disguise: with its dots dropped or changed, in other letters of the same shape,
 * escaped for HTML, URLs or mail headers, or in base64 at whatever place it begins. `secrets` of fewer than five letters and
 * digits are passed over: they would be found in ordinary words.
 */
export function withoutDisguised(words: string, secrets: readonly string[], mark: string): string {
  const sought = [...new Set(secrets.map(bare))].filter(secret => secret.length >= 5);
  const holds = (text: string): boolean => sought.some(secret => text.includes(secret));
  const kept = words.replace(/\S+/gu, token => (token !== mark && holdsDisguised(token, holds) ? mark : token));
  // Cut in two by a line break, after which the codes stand again: then no single word can be trusted.
  const joined = kept.replaceAll(mark, ' ').replace(/\b[245]\.\d{1,3}\.\d{1,3}\b/g, '');
  return holds(bare(joined)) ? mark : kept;
}

function holdsDisguised(token: string, holds: (text: string) => boolean): boolean {
  if (holds(bare(token))) return true;
  const runs = token.match(/[A-Za-z0-9+/]{8,}/g) ?? [];
  return runs.some(run => decodedLetters(run).some(holds));
}

/** A run of base64 as what it may stand for, letters and digits only; for each place at which that may begin. */
export function decodedLetters(run: string): string[] {
  return [0, 1, 2, 3].map(offset => bare(Buffer.from(run.slice(offset), 'base64').toString('utf8')));
}

/** Letters and digits only, small, unescaped, and one letter for all that look like it. */
function bare(text: string): string {
  return unescaped(text)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

const escapes = /&#x([0-9a-f]{1,6});|&#(\d{1,7});|\\u\{?([0-9a-f]{4,6})\}?|[%=]([0-9a-f]{2})/giu;

function unescaped(text: string): string {
  return text.replace(escapes, (whole, html?: string, decimal?: string, script?: string, byte?: string) => {
    const hex = html ?? script ?? byte;
    const point = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}
