import { decodeText } from './charset.ts';
import { decodeTransfer } from './transfer-encoding.ts';

/** A header field: its name in lower case, its value unfolded, one byte a character. */
export interface Field {
  readonly name: string;
  readonly value: string;
}

const mostFields = 500;
const longestValue = 8000;

/** The fields of a header block (RFC 5322, 2.2), in order; lines that are none are left out. */
export function readFields(block: string): Field[] {
  const fields: { name: string; value: string }[] = [];
  for (const line of block.split(/\r?\n/)) {
    const last = fields.at(-1);
    if (/^[ \t]/.test(line)) {
      if (last !== undefined && last.value.length < longestValue) last.value += ` ${line.trim()}`;
      continue;
    }
    const [, name, value = ''] = /^([!-9;-~]{1,76})[ \t]*:(.*)$/s.exec(line) ?? [];
    if (name === undefined) continue;
    if (fields.length === mostFields) break;
    fields.push({ name: name.toLowerCase(), value: value.trim().slice(0, longestValue) });
  }
  return fields;
}

/** The values of all fields of that name, as they stand. */
export function allValues(fields: readonly Field[], name: string): string[] {
  return fields.filter(field => field.name === name).map(({ value }) => value);
}

/** The first value of that name, or '' where there is none. */
export function firstValue(fields: readonly Field[], name: string): string {
  return fields.find(field => field.name === name)?.value ?? '';
}

/** The first value as words: encoded words (RFC 2047) and bare bytes of any charset decoded. */
export function wordsOf(fields: readonly Field[], name: string): string {
  return decodeWords(firstValue(fields, name));
}

/** A parameter of a structured value (RFC 2045, 5.1), without quotes: `boundary`, `report-type`. */
export function parameterOf(value: string, name: string): string {
  const pattern = new RegExp(
    `;\\s*${RegExp.escape(name)}\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.){0,300})"|([^\\s;"]{1,300}))`,
    'i',
  );
  const [, quoted, bare = ''] = pattern.exec(value.slice(0, longestValue)) ?? [];
  return quoted?.replaceAll(/\\(.)/g, '$1') ?? bare;
}

/** The words of a header value: encoded words and bare bytes of any charset decoded. */
export function decodeWords(value: string): string {
  const joined = value
    .slice(0, longestValue)
    .replaceAll(/(=\?[^?\s]{1,60}\?[bq]\?[^?\s]*\?=)\s+(?==\?[^?\s]{1,60}\?[bq]\?)/gi, '$1')
    // A letter of two bytes may be torn between two words of one charset.
    .replaceAll(/(=\?([^?\s]{1,60})\?q\?[^?\s]*)\?==\?\2\?q\?/gi, '$1');
  const parts = joined.split(/(=\?[^?\s]{1,60}\?[bq]\?[^?\s]*\?=)/i);
  return parts.map(part => encodedWord(part) ?? bareWords(part)).join('');
}

// A value out of a decoded part has letters already.
function bareWords(text: string): string {
  return /[^\u0000-\u00ff]/.test(text) ? text : decodeText(Buffer.from(text, 'latin1'), '');
}

function encodedWord(part: string): string | undefined {
  const [, label, encoding, text] = /^=\?([^?]+)\?([bq])\?([^?]*)\?=$/i.exec(part) ?? [];
  if (label === undefined || encoding === undefined || text === undefined) return undefined;
  const isBase64 = encoding.toLowerCase() === 'b';
  const bytes = decodeTransfer(isBase64 ? text : text.replaceAll('_', ' '), isBase64 ? 'base64' : 'quoted-printable');
  return decodeText(bytes, label.replace(/\*.*$/, ''));
}
