import { expect, test } from 'vitest';
import { withoutTags } from '#site/sound-tags.ts';

const sound = Buffer.from([0xff, 0xfb, 0x90, 0x00, 1, 2, 3, 4, 5, 6, 7, 8]);

/** ID3v2 with a body of that length; `flags` 0x10 announces a footer. */
function id3v2(text: string, flags = 0): Buffer {
  const length = Buffer.byteLength(text);
  const size = [(length >> 21) & 0x7f, (length >> 14) & 0x7f, (length >> 7) & 0x7f, length & 0x7f];
  const footer = flags === 0x10 ? Buffer.alloc(10) : Buffer.alloc(0);
  return Buffer.concat([Buffer.from('ID3'), Buffer.from([4, 0, flags, ...size]), Buffer.from(text), footer]);
}

const id3v1 = Buffer.concat([Buffer.from('TAGWho'), Buffer.alloc(122)]);

function ape(hasHeader: boolean): Buffer {
  const items = Buffer.from('Artist=Who');
  const footer = Buffer.alloc(32);
  footer.write('APETAGEX');
  footer.writeUInt32LE(2000, 8);
  footer.writeUInt32LE(items.length + 32, 12);
  footer.writeUInt32LE(hasHeader ? 0x80000000 : 0, 20);
  return Buffer.concat([...(hasHeader ? [Buffer.alloc(32, 'h')] : []), items, footer]);
}

test.each([
  ['no tags', sound],
  ['ID3v2 in front', Buffer.concat([id3v2('Who'), sound])],
  ['ID3v2 longer than 127 bytes', Buffer.concat([id3v2('Who'.repeat(300)), sound])],
  ['ID3v2 with a footer', Buffer.concat([id3v2('Who', 0x10), sound])],
  ['two ID3v2', Buffer.concat([id3v2('Who'), id3v2('And who'), sound])],
  ['ID3v1 behind', Buffer.concat([sound, id3v1])],
  ['APE behind', Buffer.concat([sound, ape(false)])],
  ['APE with a header, then ID3v1', Buffer.concat([sound, ape(true), id3v1])],
  ['all at once', Buffer.concat([id3v2('Who'), sound, ape(true), id3v1])],
])('a sound with %s keeps its sound alone', (_, bytes) => {
  expect(withoutTags(bytes)).toEqual(sound);
});

test('Lyrics3 goes by the size that it states', () => {
  const block = Buffer.concat([Buffer.from('LYRICSBEGIN'), Buffer.from('INF00003Who'), Buffer.from('000022LYRICS200')]);
  expect(withoutTags(Buffer.concat([sound, block, id3v1]))).toEqual(sound);
});

test.each([
  ['an empty file', Buffer.alloc(0)],
  ['a file that ends inside its tag', id3v2('Who'.repeat(9)).subarray(0, 12)],
])('%s is no reason to fail', (_, bytes) => {
  expect(withoutTags(bytes).length).toBe(0);
});
