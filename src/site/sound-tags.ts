import { withoutMp4Tags } from './mp4-tags.ts';
import { withoutOggTags } from './ogg-tags.ts';

/**
 * The bytes of a sound without what its makers wrote into it: of an MP3 ID3v2 in front, ID3v1, Lyrics3 and APE at the end, of an
 * M4A its user data and times, of an Ogg its comments. Other bytes come back as they are.
 */
export function withoutTags(bytes: Buffer): Buffer {
  if (bytes.toString('latin1', 4, 8) === 'ftyp') return withoutMp4Tags(bytes);
  if (bytes.toString('latin1', 0, 4) === 'OggS') return withoutOggTags(bytes);
  return withoutTail(withoutHead(bytes));
}

/** ID3v2.4.0, section 3.1: `ID3`, version, flags, then the size in four bytes of seven bits; a footer adds ten. */
function withoutHead(bytes: Buffer): Buffer {
  let rest = bytes;
  while (rest.length >= 10 && rest.toString('latin1', 0, 3) === 'ID3') {
    const size = [6, 7, 8, 9].reduce((sum, at) => (sum << 7) | (rest.readUInt8(at) & 0x7f), 0);
    const hasFooter = (rest.readUInt8(5) & 0x10) !== 0;
    rest = rest.subarray(10 + size + (hasFooter ? 10 : 0));
  }
  return rest;
}

function withoutTail(bytes: Buffer): Buffer {
  const length = bytes.length;
  if (length >= 128 && bytes.toString('latin1', length - 128, length - 125) === 'TAG')
    return withoutTail(bytes.subarray(0, length - 128));
  // APEv2 footer: `APETAGEX`, version, then the size of items and footer; flag bit 31 says that a header of 32 bytes precedes.
  if (length >= 32 && bytes.toString('latin1', length - 32, length - 24) === 'APETAGEX') {
    const size = bytes.readUInt32LE(length - 20);
    const hasHeader = (bytes.readUInt32LE(length - 12) & 0x80000000) !== 0;
    const start = length - size - (hasHeader ? 32 : 0);
    if (size >= 32 && start >= 0) return withoutTail(bytes.subarray(0, start));
  }
  // Lyrics3v2: six digits of size, then `LYRICS200`.
  if (length >= 15 && bytes.toString('latin1', length - 9) === 'LYRICS200') {
    const start = length - 15 - Number.parseInt(bytes.toString('latin1', length - 15, length - 9), 10);
    if (start >= 0) return withoutTail(bytes.subarray(0, start));
  }
  return bytes;
}
