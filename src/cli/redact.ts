/** Takes secrets out of words that are about to be printed. */
export type Redact = (words: string) => string;

/** What stands in the place of a secret. */
const mark = '[hidden]';

// One pattern for what looks like an address, quoted local parts and other alphabets included.
const addresses = /(?:"[^"\n]{1,64}"|[^\s<>()[\]:;,"=@]{1,64})@[^\s<>()[\]:;,"'@]{1,255}/gu;

/**
 * A redactor that knows these secrets by value: the key, the relay's password. Encoded forms (URL, base64) go too.
 * Secrets of fewer than four characters are left: they would take half of the words with them.
 */
export function redactor(secrets: readonly (string | undefined)[]): Redact {
  const known = secrets
    .filter(secret => secret !== undefined)
    .flatMap(secret => [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')])
    .filter(secret => secret.length >= 4)
    .sort((a, b) => b.length - a.length);
  return words => known.reduce((clean, secret) => clean.replaceAll(secret, mark), withoutPasswords(words));
}

/** Words with everything that looks like an e-mail address hidden: for errors that we did not write ourselves. */
export function withoutAddresses(words: string): string {
  return words.replaceAll(addresses, mark);
}

/** Words without what looks like a token, of a link or of a bounce address: for logs. Paths, host names and error codes stay. */
export function withoutTokens(words: string): string {
  return words.replaceAll(/[A-Za-z0-9_-]{40,}/gu, mark);
}

/** Control characters (C0, C1, U+2028/9, the bidirectional ones) shown as `\u{…}`, so that no text steers the terminal. */
export function escapeControls(words: string): string {
  return words.replaceAll(
    /(?!\x1b\[[0-9;]{1,8}m)[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu,
    character => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}

/** `scheme://user:password@host` keeps its user and host. */
function withoutPasswords(words: string): string {
  return words.replaceAll(/(\w+:\/\/[^\s:@/]*):(?!password@)[^\s@/]+@/gu, `$1:${mark}@`);
}
