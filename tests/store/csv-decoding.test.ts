import { describe, expect, it } from 'vitest';
import { type Decoding, decodeText } from '#store/csv-decoding.ts';

const text = 'email,мова\r\nreader@example.org,беларуская\r\n';
const windows1251 = Buffer.from([...text].map(character => cp1251(character)));
const utf16 = Buffer.from(text, 'utf16le');
const utf16be = Buffer.from(utf16).swap16();

function cp1251(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  return code >= 0x410 && code <= 0x44f ? code - 0x410 + 0xc0 : code;
}

async function decoded(bytes: Uint8Array, chunk: number): Promise<{ text: string; encoding: string | undefined }> {
  const decoding: Decoding = { encoding: undefined };
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
  }
  let all = '';
  for await (const piece of decodeText(chunks(), decoding)) all += piece;
  return { text: all, encoding: decoding.encoding };
}

describe('the text of a file', () => {
  it.each([
    ['utf-8', Buffer.from(text)],
    ['utf-8', Buffer.from(`\uFEFF${text}`)],
    ['utf-16le', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16])],
    ['utf-16be', Buffer.concat([Buffer.from([0xfe, 0xff]), utf16be])],
    ['utf-16le', utf16],
    ['utf-16be', utf16be],
    ['windows-1251', windows1251],
  ])('in %s is read, wherever it is cut into chunks', async (encoding, bytes) => {
    for (const chunk of [5_000, 37, 16]) expect(await decoded(bytes, chunk)).toEqual({ text, encoding });
  });

  it('that turns from ASCII to Windows-1251 far down is read', async () => {
    const long = Buffer.concat([Buffer.from('a@example.org,be\n'.repeat(5_000)), windows1251]);
    expect((await decoded(long, 1_000)).text.endsWith(text)).toBe(true);
  });

  it('that is UTF-8 with a broken byte shows the replacement character and goes on', async () => {
    const broken = Buffer.concat([Buffer.from('мова\n'), Buffer.from([0xff]), Buffer.from('\nrest')]);
    expect(await decoded(broken, 4)).toEqual({ text: 'мова\n\uFFFD\nrest', encoding: 'utf-8' });
  });

  it('of an empty file is empty', async () => {
    expect(await decoded(Buffer.alloc(0), 1)).toEqual({ text: '', encoding: undefined });
  });
});
