import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const codings = ['br', 'gzip'] as const;

/** A content coding of RFC 9110, 8.4.1. */
export type Coding = (typeof codings)[number];

/**
 * The coding that a browser likes best by its Accept-Encoding (RFC 9110, 12.5.3), Brotli among equals; undefined: the bytes as
 * they are, also where nothing was said.
 */
export function chooseCoding(acceptEncoding: string | undefined): Coding | undefined {
  const weights = new Map((acceptEncoding ?? '').toLowerCase().split(',').map(readWeight));
  const weight = (name: string): number => weights.get(name) ?? weights.get('*') ?? 0;
  const [best] = codings.filter(coding => weight(coding) > 0).toSorted((a, b) => weight(b) - weight(a));
  return best !== undefined && weight(best) >= (weights.get('identity') ?? 0) ? best : undefined;
}

/** Whether files of a media type grow much smaller: words do; pictures, sounds and typefaces are packed already. */
export function isCompressible(mediaType: string, sizeBytes: number): boolean {
  const isText = /^text\/|[/+](?:json|xml|javascript|wasm)\b/.test(mediaType);
  return isText && sizeBytes >= smallestBytes && sizeBytes <= largestBytes;
}

/**
 * A file in a coding. `version` names its path and state: what was made once is kept, up to 64 MB in all, and two who ask at the
 * same time share the work.
 */
export function encoded(version: string, coding: Coding, read: () => Promise<Buffer>): Promise<Buffer> {
  const key = `${coding} ${version}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const made = encode(coding, read);
  kept.set(key, made);
  made.then(
    ({ length }) => {
      keptBytes += length;
      sizes.set(key, length);
      forgetOldest();
    },
    () => kept.delete(key),
  );
  return made;
}

// Less than one packet: nothing to win.
const smallestBytes = 1024;
const largestBytes = 16 * 1024 * 1024;
const mostKeptBytes = 64 * 1024 * 1024;
const kept = new Map<string, Promise<Buffer>>();
const sizes = new Map<string, number>();
let keptBytes = 0;

function forgetOldest(): void {
  for (const [key, size] of sizes) {
    if (keptBytes <= mostKeptBytes) return;
    keptBytes -= size;
    sizes.delete(key);
    kept.delete(key);
  }
}

// A Belarusian page of 81 kB: Brotli at 5 makes 21.6 kB in 5 ms, at 10 19.2 kB in 46 ms, at 11 19.1 kB in 125 ms; gzip 23.0 kB.
async function encode(coding: Coding, read: () => Promise<Buffer>): Promise<Buffer> {
  const bytes = await read();
  if (coding === 'gzip') return promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION });
  return promisify(brotliCompress)(bytes, {
    params: {
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_QUALITY]: bytes.length <= 256 * 1024 ? 10 : 5,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
}

function readWeight(part: string): readonly [string, number] {
  const [name = '', ...parameters] = part.split(';').map(each => each.trim());
  const q = parameters.find(each => each.startsWith('q='))?.slice(2);
  const weight = Number(q ?? '1');
  return [name, Number.isFinite(weight) ? weight : 0];
}
