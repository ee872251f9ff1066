import { isAscii } from 'node:buffer';
import { TextDecoder } from 'node:util';

/** What the bytes of a file turned out to be; undefined until the first bytes were seen. */
export interface Decoding {
  encoding: string | undefined;
}

/**
 * Bytes to text: a byte order mark decides, else a pattern of zero bytes (UTF-16), else UTF-8; bytes that are not UTF-8 in
 * a file that was ASCII until then are Windows-1251, as spreadsheets in Belarusian and Russian write it. `decoding` is
 * filled in on the way.
 */
export async function* decodeText(source: AsyncIterable<Uint8Array>, decoding: Decoding): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  let asciiOnly = true;
  for await (const bytes of source) {
    if (bytes.length === 0) continue;
    decoder ??= decoderFor(bytes);
    const ascii = decoder.encoding === 'utf-8' && isAscii(bytes);
    if (asciiOnly && !ascii && decoder.encoding === 'utf-8' && !startsUtf8(bytes)) {
      // Nothing is lost by changing over: every byte until here meant the same in both.
      decoder = new TextDecoder('windows-1251');
    }
    asciiOnly &&= ascii;
    decoding.encoding = decoder.encoding;
    yield decoder.decode(bytes, { stream: true });
  }
  const rest = decoder?.decode();
  if (rest) yield rest;
}

function decoderFor(bytes: Uint8Array): TextDecoder {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be');
  const zeros = [0, 0];
  const sample = bytes.subarray(0, 1000);
  sample.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  if (odd > sample.length / 4) return new TextDecoder('utf-16le');
  if (even > sample.length / 4) return new TextDecoder('utf-16be');
  return new TextDecoder('utf-8');
}

// A character may be cut in two by the end of the chunk: `stream` leaves it for the next one.
function startsUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
