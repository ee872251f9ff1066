/**
 * An Ogg file (RFC 3533) of the same length whose second packet, the comments of Vorbis and Opus, holds no comment and no maker's
 * name. The sums of the pages that hold it are right again.
 */
export function withoutOggTags(bytes: Buffer): Buffer {
  const clean = Buffer.from(bytes);
  const { places, pages } = secondPacket(clean);
  const packet = Buffer.from(places.map(at => clean.readUInt8(at)));
  const emptied = withoutComments(packet);
  places.forEach((at, index) => {
    clean.writeUInt8(emptied.readUInt8(index), at);
  });
  for (const { start, size } of pages) writeSum(clean.subarray(start, start + size));
  return clean;
}

interface Page {
  readonly start: number;
  readonly size: number;
}

/** Where each byte of the second packet stands, and the pages over which it goes. */
function secondPacket(bytes: Buffer): { places: readonly number[]; pages: readonly Page[] } {
  const places: number[] = [];
  const pages: Page[] = [];
  let packet = 0;
  let start = 0;
  while (packet < 2 && start + 27 <= bytes.length && bytes.toString('latin1', start, start + 4) === 'OggS') {
    const count = bytes.readUInt8(start + 26);
    const lengths = bytes.subarray(start + 27, start + 27 + count);
    let at = start + 27 + count;
    for (const length of lengths) {
      if (packet === 1) for (let offset = 0; offset < length; offset += 1) places.push(at + offset);
      at += length;
      // A packet ends with a part shorter than 255 (RFC 3533, 5).
      if (length < 255) packet += 1;
    }
    pages.push({ start, size: at - start });
    start = at;
  }
  return {
    places: places.filter(at => at < bytes.length),
    pages: pages.filter(page => page.start + page.size <= bytes.length),
  };
}

/** Maker's name, count and comments follow the packet's name (Vorbis I, 5.2.1; RFC 7845, 5.2); what nobody reads becomes 0. */
function withoutComments(packet: Buffer): Buffer {
  const name = ['\u0003vorbis', 'OpusTags'].find(each => packet.toString('latin1', 0, each.length) === each);
  if (name === undefined || packet.length < name.length + 9) return packet;
  const clean = Buffer.alloc(packet.length);
  packet.copy(clean, 0, 0, name.length);
  // No name and no comments are eight bytes of 0; the bit behind them ends a Vorbis header.
  if (name.endsWith('vorbis')) clean.writeUInt8(1, name.length + 8);
  return clean;
}

/** CRC-32 with the polynomial 04c11db7, not mirrored, over the page with 0 in its own place (RFC 3533, 6). */
function writeSum(page: Buffer): void {
  page.writeUInt32LE(0, 22);
  let sum = 0;
  for (const byte of page) {
    sum ^= byte << 24;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 0x80000000 ? (sum << 1) ^ 0x04c11db7 : sum << 1;
  }
  page.writeUInt32LE(sum >>> 0, 22);
}
