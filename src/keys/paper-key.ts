import { createHash } from 'node:crypto';

const charactersPerLine = 16;

export type PaperReading =
  | { readonly ok: true; readonly key: Buffer }
  /** The lines, counted from 1, that are not there or do not fit their check. */
  | { readonly ok: false; readonly missing: readonly number[]; readonly mistyped: readonly number[] };

/**
 * The master key for paper: three lines of base64 in groups of four, each with its number before and, behind, four hexadecimal
 * digits that fit this line only. `1  pV3k 09aX …  c41e`
 */
export function paperLines(key: Uint8Array): string[] {
  return linesOf(Buffer.from(key).toString('base64')).map((text, at) => {
    const groups = text.match(/.{1,4}/g) ?? [];
    return `${at + 1}  ${groups.join(' ')}  ${check(at + 1, text)}`;
  });
}

/** The key again, from the whole page or the three lines; blanks are left out, other lines too. */
export function readPaper(page: string): PaperReading {
  const found = new Map<number, string>();
  const mistyped = new Set<number>();
  for (const line of page.split(/\r?\n/)) {
    const [, number, text, given] = /^([123])([\w+/-]+=?)([0-9a-f]{4})$/i.exec(line.replaceAll(/\s/g, '')) ?? [];
    if (number === undefined || text === undefined || given === undefined) continue;
    if (check(Number(number), text) === given.toLowerCase()) found.set(Number(number), text);
    else mistyped.add(Number(number));
  }
  const missing = [1, 2, 3].filter(number => !found.has(number) && !mistyped.has(number));
  const wrong = [...mistyped].filter(number => !found.has(number)).sort();
  if (missing.length > 0 || wrong.length > 0) return { ok: false, missing, mistyped: wrong };
  return { ok: true, key: Buffer.from([1, 2, 3].map(number => found.get(number)).join(''), 'base64') };
}

/** Eight hexadecimal digits by which two copies of a key are compared; they say nothing of the key itself. */
export function keyFingerprint(key: Uint8Array): string {
  const digits = createHash('sha256').update('vesnik/1 fingerprint ').update(key).digest('hex');
  return `${digits.slice(0, 4)} ${digits.slice(4, 8)}`;
}

function linesOf(base64: string): string[] {
  return base64.match(new RegExp(`.{1,${charactersPerLine}}`, 'g')) ?? [];
}

function check(line: number, text: string): string {
  return createHash('sha256').update(`vesnik/1 paper ${line} ${text}`).digest('hex').slice(0, 4);
}
