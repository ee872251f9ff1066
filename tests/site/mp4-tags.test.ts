import { describe, expect, test } from 'vitest';
import { withoutTags } from '#site/sound-tags.ts';

const text = (words: string) => Buffer.from(words, 'latin1');
const number = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

describe('an M4A', () => {
  const box = (kind: string, ...parts: Buffer[]) => {
    const inside = Buffer.concat(parts);
    return Buffer.concat([number(inside.length + 8), text(kind), inside]);
  };
  const when = Buffer.concat([number(0), number(3_800_000_000), number(3_800_000_001), number(1000), number(5000)]);
  const nowhere = Buffer.concat([number(0), number(0), number(0), number(1000), number(5000)]);
  const sound = box('mdat', text('sound'));
  const talkative = Buffer.concat([
    box('ftyp', text('M4A '), number(0)),
    box(
      'moov',
      box('mvhd', when),
      box('trak', box('tkhd', when), box('udta', text('Secret track'))),
      box('udta', box('\u00a9xyz', text('+53.9+027.5/'))),
    ),
    box('uuid', text('XMP Secret')),
    sound,
  ]);

  test('keeps its length, its kinds of sound and nothing of its makers, their place and their time', () => {
    const clean = withoutTags(talkative);
    const free = (length: number) => box('free', Buffer.alloc(length));
    expect(clean).toEqual(
      Buffer.concat([
        box('ftyp', text('M4A '), number(0)),
        box('moov', box('mvhd', nowhere), box('trak', box('tkhd', nowhere), free(12)), free(20)),
        free(10),
        sound,
      ]),
    );
  });

  test.each([
    ['ends inside a box', talkative.subarray(0, talkative.length - 3)],
    ['states a length of nonsense', Buffer.concat([talkative, number(3), text('udta')])],
  ])('that %s is no reason to fail', (_, bytes) => {
    expect(withoutTags(bytes)).toHaveLength(bytes.length);
  });
});
