import { withoutCut } from './cut-address.ts';

/**
 * An answer of several lines in one. Continuation lines repeat the code (`550-5.1.1 …`): once is enough. An address that a line break cuts
 * in two is put together again, one that ends at it becomes `mark`. Control characters are shown escaped (`\x1b`).
 */
export function oneLine(answer: string, recipient: string, mark: string): string {
  const [first = '', ...others] = answer.split(/\r\n|\n|\r/);
  const lines = [first, ...others.map(line => line.replace(/^\d{3}[ -]/, ''))];
  return joined(lines, recipient)
    .map(line => withoutCut(line, recipient, mark))
    .join(' ')
    .trim()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, escapeControl);
}

// Lines of which one begins in the middle of the recipient's address are one line.
function joined(lines: readonly string[], recipient: string): string[] {
  const tails = lines.map((line, index) => (index === 0 ? line : line.replace(/^[245]\.\d{1,3}\.\d{1,3} /, '')));
  const inside = within(tails.join('').toLowerCase(), recipient.toLowerCase());
  const whole: string[] = [];
  let at = 0;
  for (const [index, tail] of tails.entries()) {
    if (index > 0 && inside(at)) whole.push(`${whole.pop()}${tail}`);
    else whole.push(lines[index] ?? '');
    at += tail.length;
  }
  return whole;
}

/** Whether a place in a text is in the middle of the address, of its local part or of its domain. */
function within(text: string, address: string): (place: number) => boolean {
  const at = address.lastIndexOf('@');
  const parts = [address, address.slice(0, at), address.slice(at + 1)].filter(part => part !== '');
  const found = parts.flatMap(part => [...text.matchAll(new RegExp(RegExp.escape(part), 'g'))]);
  return place => found.some(({ index, 0: { length } }) => index < place && place < index + length);
}

function escapeControl(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16);
  return hex.length <= 2 ? `\\x${hex.padStart(2, '0')}` : `\\u{${hex}}`;
}
