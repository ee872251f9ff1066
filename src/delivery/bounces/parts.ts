import { decodeText } from './charset.ts';
import { type Field, firstValue, parameterOf, readFields } from './fields.ts';
import { decodeTransfer } from './transfer-encoding.ts';

/** A part of the mail that holds no parts. */
export interface Part {
  readonly fields: readonly Field[];
  /** Media type in lower case, as labelled: `text/plain`. */
  readonly type: string;
  /** Its first bytes decoded, as text. */
  readonly text: string;
}

export interface Structure {
  readonly fields: readonly Field[];
  /** Media type of the mail itself. */
  readonly type: string;
  /** Leaves in order. Forwarded and returned messages are leaves: what they hold says nothing about this mail. */
  readonly parts: readonly Part[];
}

// Reports stand at the front; what follows is the returned mail. An Exchange report with its help in HTML has 60 kB.
const mostBytes = 1024 * 1024;
const mostTextBytes = 128 * 1024;
const mostParts = 40;
const deepest = 6;

/** The mail's fields and leaves, out of its first megabyte. */
export function readStructure(message: Uint8Array): Structure {
  const bytes = Buffer.from(message.buffer, message.byteOffset, Math.min(message.length, mostBytes));
  const text = bytes.toString('latin1');
  const lines = text.includes('\n') ? text : text.replaceAll('\r', '\n');
  // mbox writers put a line `From …` before the fields.
  const { fields, body } = split(lines.replace(/^(?:From [^\n]*\n|\s{1,100})/, ''));
  const parts: Part[] = [];
  collect(fields, body, 0, parts);
  return { fields, type: typeOf(fields), parts };
}

function split(text: string): { fields: Field[]; body: string } {
  const end = /\r?\n\r?\n/.exec(text);
  if (end === null) return { fields: readFields(text), body: '' };
  return { fields: readFields(text.slice(0, end.index)), body: text.slice(end.index + end[0].length) };
}

function collect(fields: readonly Field[], body: string, depth: number, parts: Part[]): void {
  const type = typeOf(fields);
  const boundary = type.startsWith('multipart/')
    ? parameterOf(firstValue(fields, 'content-type'), 'boundary')
    : depth === 0
      ? lostBoundary(body)
      : '';
  const inner = boundary === '' || depth === deepest ? [] : between(body, boundary);
  if (inner.length === 0) {
    parts.push({ fields, type, text: textOf(fields, body) });
    return;
  }
  for (const text of inner) {
    if (parts.length >= mostParts) return;
    const part = split(text);
    collect(part.fields, part.body, depth + 1, parts);
  }
}

function typeOf(fields: readonly Field[]): string {
  return /^[^\s;]{0,80}/.exec(firstValue(fields, 'content-type'))?.[0].toLowerCase() || 'text/plain';
}

// Gateways that rewrite a report lose its Content-Type: the first delimiter line shows the boundary again.
function lostBoundary(body: string): string {
  return /(?:^|\n)--([^\r\n]{1,70})\r?\nContent-[A-Za-z-]{1,40}:/i.exec(body.slice(0, 8000))?.[1]?.trimEnd() ?? '';
}

function between(body: string, boundary: string): string[] {
  const delimiter = `--${boundary}`;
  const texts: string[] = [];
  let start = -1;
  for (let at = body.indexOf(delimiter); at !== -1; at = body.indexOf(delimiter, at + delimiter.length)) {
    if (at > 0 && body[at - 1] !== '\n') continue;
    // An inner boundary may begin with the outer one.
    if (!/^(?:--|\s|$)/.test(body.slice(at + delimiter.length, at + delimiter.length + 2))) continue;
    if (start !== -1) texts.push(body.slice(start, at));
    const lineEnd = body.indexOf('\n', at);
    start = body.startsWith('--', at + delimiter.length) || lineEnd === -1 ? -1 : lineEnd;
    if (start === -1 || texts.length >= mostParts) return texts;
  }
  // Cut off before its end.
  if (start !== -1) texts.push(body.slice(start));
  return texts;
}

function textOf(fields: readonly Field[], body: string): string {
  const encoding = firstValue(fields, 'content-transfer-encoding');
  const bytes = decodeTransfer(body.slice(0, mostTextBytes), encoding);
  return decodeText(bytes, parameterOf(firstValue(fields, 'content-type'), 'charset'));
}
