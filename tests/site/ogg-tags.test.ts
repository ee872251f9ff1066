import { parseBuffer } from 'music-metadata';
import { describe, expect, test } from 'vitest';
import { withoutTags } from '#site/sound-tags.ts';

const text = (words: string) => Buffer.from(words, 'latin1');
const number = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const little = (value: number) => number(value).reverse();

describe('an Ogg', () => {
  /** The remainder of long division by the polynomial, bit by bit: not how the code does it. */
  const sumOf = (bytes: Buffer): number => {
    let rest = 0n;
    for (const byte of Buffer.concat([bytes, Buffer.alloc(4)])) {
      rest = (rest << 8n) | BigInt(byte);
      for (let bit = 39n; bit >= 32n; bit -= 1n) if ((rest >> bit) & 1n) rest ^= 0x104c11db7n << (bit - 32n);
    }
    return Number(rest);
  };
  const page = (at: number, lengths: readonly number[], inside: Buffer, flags = 0) => {
    const bytes = Buffer.concat([
      text('OggS'),
      Buffer.from([0, flags]),
      Buffer.alloc(8),
      little(7),
      little(at),
      number(0),
      Buffer.from([lengths.length, ...lengths]),
      inside,
    ]);
    return Buffer.concat([bytes.subarray(0, 22), little(sumOf(bytes)), bytes.subarray(26)]);
  };
  const head = Buffer.concat([text('OpusHead'), Buffer.from([1, 1, 0, 0]), little(48_000), Buffer.from([0, 0, 0])]);
  const comment = (words: string) => Buffer.concat([little(words.length), text(words)]);
  const tags = Buffer.concat([
    text('OpusTags'),
    comment('Secret maker'),
    little(2),
    comment('ARTIST=Secret'),
    comment(`LOCATION=${'x'.repeat(300)}`),
  ]);
  const talkative = (packet: Buffer) =>
    Buffer.concat([
      page(0, [19], head, 2),
      // The comments go over two pages.
      page(1, [255], packet.subarray(0, 255)),
      page(2, [packet.length - 255], packet.subarray(255), 1),
      page(3, [5], text('sound'), 4),
    ]);

  test('keeps its length and its pages, with sums that are right, and no comments', async () => {
    const clean = withoutTags(talkative(tags));
    const empty = Buffer.concat([text('OpusTags'), Buffer.alloc(tags.length - 8)]);
    expect(clean).toEqual(talkative(empty));
    expect(Object.values((await parseBuffer(talkative(tags))).native).flat().length).toBeGreaterThan(0);
    expect(Object.values((await parseBuffer(clean)).native).flat()).toEqual([]);
  });

  test('of Vorbis ends its comments as Vorbis asks', () => {
    const vorbis = Buffer.concat([
      text('\u0003vorbis'),
      comment('Secret'),
      little(1),
      comment(`A=${'x'.repeat(300)}`),
      Buffer.from([1]),
    ]);
    const empty = Buffer.concat([
      text('\u0003vorbis'),
      Buffer.alloc(8),
      Buffer.from([1]),
      Buffer.alloc(vorbis.length - 16),
    ]);
    expect(withoutTags(talkative(vorbis))).toEqual(talkative(empty));
  });

  test('that ends inside a page is no reason to fail', () => {
    for (const length of [10, 40, 100, 300])
      expect(withoutTags(talkative(tags).subarray(0, length))).toHaveLength(length);
  });
});
