/**
 * An M4A (ISO/IEC 14496-12) of the same length in which nothing says who made it, where and when: boxes of user data, of metadata and
 * of private kinds become free space, moments of creation become 0. Nothing moves, so every offset in it stays right.
 */
export function withoutMp4Tags(bytes: Buffer): Buffer {
  const clean = Buffer.from(bytes);
  cleanBoxes(clean, 0, clean.length);
  return clean;
}

const telling = new Set(['udta', 'meta', 'uuid', 'free', 'skip', 'XMP_']);
const holding = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl', 'edts', 'moof', 'traf', 'mvex']);
const dated = new Set(['mvhd', 'tkhd', 'mdhd']);

function cleanBoxes(bytes: Buffer, start: number, end: number): void {
  let at = start;
  while (at + 8 <= end) {
    const kind = bytes.toString('latin1', at + 4, at + 8);
    const { head, size } = measure(bytes, at, end);
    if (size < head || at + size > end) return;
    const inside = at + head;
    if (telling.has(kind)) {
      bytes.write('free', at + 4, 'latin1');
      bytes.fill(0, inside, at + size);
    } else if (holding.has(kind)) cleanBoxes(bytes, inside, at + size);
    // Version and flags take four bytes, then come both moments: of four bytes each, or of eight in version 1.
    else if (dated.has(kind)) bytes.fill(0, inside + 4, Math.min(inside + (bytes[inside] === 1 ? 20 : 12), at + size));
    at += size;
  }
}

/** Length of a box and of its head: 1 says that the length follows in eight bytes, 0 that the box is the last. */
function measure(bytes: Buffer, at: number, end: number): { head: number; size: number } {
  const size = bytes.readUInt32BE(at);
  if (size === 0) return { head: 8, size: end - at };
  if (size !== 1 || at + 16 > end) return { head: 8, size };
  return { head: 16, size: Number(bytes.readBigUInt64BE(at + 8)) };
}
