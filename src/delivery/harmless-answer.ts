import { holdsCut } from './cut-address.ts';
import { decodedLetters } from './disguise.ts';
import { nameParts } from './name-parts.ts';

/** One short line of printable ASCII: nothing in it is escaped, cut or put together. */
export function isPlain(answer: string): boolean {
  return answer.length <= longest && /^[\x20-\x7e]*$/.test(answer);
}

const longest = 300;
const shortestToken = 40;

/**
 * Whether words hold nothing that redaction could find, told fast: nearly every answer is `2.0.0 Ok: queued as …`, and to look for each
 * secret in each of its disguises took 60 µs a message. False says nothing. Whoever changes redaction.ts, disguise.ts or cut-address.ts
 * looks here too: a property in the tests holds them together.
 */
export function holdsNothing(words: string, recipient: string, others: readonly string[]): boolean {
  // Signs that disguises are made with, and anything as long as a token.
  if (!isPlain(words) || /[@%=&\\]|\+[0-9a-f]|\S{40}/i.test(words)) return false;
  if (!/^[\x21-\x7e]+$/.test(recipient) || others.some(({ length }) => length < shortestToken)) return false;
  const at = recipient.lastIndexOf('@');
  const local = recipient.slice(0, at);
  const domain = recipient.slice(at + 1);
  if (/xn--/i.test(domain)) return false;
  const plus = local.indexOf('+');
  const parts = [local, plus === -1 ? '' : local.slice(0, plus), domain, ...nameParts(local)].filter(
    part => part !== '',
  );
  const small = words.toLowerCase();
  // In letters alone: a name with other dots is found, and one in two words, also with a code between them.
  const letters = lettersOf(small);
  const uncoded = lettersOf(small.replace(/\b[245]\.\d{1,3}\.\d{1,3}\b/g, ''));
  if (holdsCut(words, recipient)) return false;
  if (parts.some(part => isHeld(part.toLowerCase(), small, letters, uncoded))) return false;
  return !/[a-z0-9+/]{6}/.test(small) || !holdsEncoded(words, small, [recipient, ...parts]);
}

function lettersOf(text: string): string {
  return text.replace(/[^a-z0-9]+/g, '');
}

function isHeld(part: string, small: string, letters: string, uncoded: string): boolean {
  const bare = lettersOf(part);
  return small.includes(part) || (bare !== '' && (letters.includes(bare) || uncoded.includes(bare)));
}

// In base64 from the beginning, in hex, or in base64 at whatever place it begins.
function holdsEncoded(words: string, small: string, secrets: readonly string[]): boolean {
  for (const secret of secrets) {
    if (secret === '') continue;
    const bytes = Buffer.from(secret);
    if (small.includes(bytes.toString('base64').replace(/=+$/, '').toLowerCase())) return true;
    if (small.includes(bytes.toString('hex'))) return true;
  }
  const runs = words.match(/[A-Za-z0-9+/]{8,}/g) ?? [];
  if (runs.length === 0) return false;
  const sought = secrets.map(secret => lettersOf(secret.toLowerCase())).filter(({ length }) => length >= 5);
  return runs.some(run => decoded(run).some(text => sought.some(secret => text.includes(secret))));
}

const known = new Map<string, readonly string[]>();

// A relay says the same few words in every answer; only its queue ids are new.
function decoded(run: string): readonly string[] {
  const before = known.get(run);
  if (before !== undefined) return before;
  const texts = decodedLetters(run);
  if (known.size >= 200) known.clear();
  known.set(run, texts);
  return texts;
}
