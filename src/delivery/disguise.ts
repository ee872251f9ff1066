/** Longest word that is taken for an ordinary one. */
const longestWord = 9;

/** Whether a secret may be an ordinary word, or the beginning of one: then it counts as a whole word only. */
export function isWordlike(secret: string): boolean {
  return secret.length < 4 || (secret.length <= longestWord && /^[\p{L}\p{M}]+$/u.test(secret));
}

/**
 * Words of an answer without what is a secret in disguise: with its dots dropped or changed, in other letters of the same shape,
 * escaped for HTML, URLs or mail headers. `secrets` of fewer than five letters and
 * digits are passed over: they would be found in ordinary words.
 */
export function withoutDisguised(words: string, secrets: readonly string[], mark: string): string {
  const sought = secrets.map(secret => ({ text: bare(secret), isWord: isWordlike(secret) }));
  const long = sought.filter(({ text }) => text.length >= 5);
  const isHeld = (token: string): boolean => {
    const joined = bare(token);
    const held = long.filter(({ text }) => joined.includes(text));
    return held.some(({ text, isWord }) => !isWord || isOfWholeWords(token, text));
  };
  const kept = words.replace(/\S+/gu, token => (token !== mark && isHeld(token) ? mark : token));
  // Cut in two by a line break, after which the codes stand again: then no single word can be trusted.
  const rest = kept.replaceAll(mark, ' ').replace(/\b[245]\.\d{1,3}\.\d{1,3}\b/g, '');
  const joined = bare(rest);
  return long.some(({ text }) => joined.includes(text) && isOfWholeWords(rest, text)) ? mark : kept;
}

/** Words of an answer without what holds a secret in base64, at whatever place it begins. Shorter secrets as above. */
export function withoutEncoded(words: string, secrets: readonly string[], mark: string): string {
  const sought = secrets.map(bare).filter(({ length }) => length >= 5);
  const holds = (text: string): boolean => sought.some(secret => text.includes(secret));
  return words.replace(/\S+/gu, token =>
    (token.match(/[A-Za-z0-9+/]{8,}/g) ?? []).some(run => decodedLetters(run).some(holds)) ? mark : token,
  );
}

/** Whether words that follow each other make up a secret, with nothing left over: `iva nou`, not `mail rules` for `mailru`. */
function isOfWholeWords(text: string, secret: string): boolean {
  const words = lettersOf(text).split(/[^\p{L}\p{N}]+/u);
  return words.some((_, first) => {
    let joined = '';
    for (let at = first; at < words.length && joined.length < secret.length; at += 1) joined += words[at];
    return joined === secret;
  });
}

/** A run of base64 as what it may stand for, letters and digits only; for each place at which that may begin. */
export function decodedLetters(run: string): string[] {
  return [0, 1, 2, 3].map(offset => bare(Buffer.from(run.slice(offset), 'base64').toString('utf8')));
}

/** Letters and digits only, small, unescaped, and one letter for all that look like it. */
function bare(text: string): string {
  return lettersOf(text).replace(/[^\p{L}\p{N}]+/gu, '');
}

function lettersOf(text: string): string {
  return unescaped(text).normalize('NFKC').toLowerCase();
}

const escapes = /&#x([0-9a-f]{1,6});|&#(\d{1,7});|\\u\{?([0-9a-f]{4,6})\}?|[%=]([0-9a-f]{2})/giu;

function unescaped(text: string): string {
  return text.replace(escapes, (whole, html?: string, decimal?: string, script?: string, byte?: string) => {
    const hex = html ?? script ?? byte;
    const point = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}
