import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countWords, readingMinutes } from '#content/reading-time.ts';

test.each([
  ['', 0],
  ['—', 0],
  ['Two words.', 2],
  ["сям’я, аб’ява і п'еса", 4],
  ['north-east, 1.5 million, U.S.-made', 5],
  ['half- and whole', 3],
  ['a..b', 2],
  ['𝐀𝐁 and 👩‍💻 in 2024', 4],
  ['broken \ud835 and \udc00half', 3],
])('%j has %d words', (text, words) => {
  expect(countWords(text)).toBe(words);
});

test('a word is letters and digits with what joins them, in any text', () => {
  const word = /[\p{L}\p{N}]+(?:[’'ʼ\-‑.,][\p{L}\p{N}]+)*/gu;
  const unit = fc.oneof(
    fc.constantFrom(..."aбў’'ʼ-‑., 5—", '𝐀', '👩', '\ud835', '\udc00', '\u0306'),
    fc.string({ unit: 'binary', maxLength: 1 }),
  );
  const check = (text: string) => {
    expect(countWords(text)).toBe(text.match(word)?.length ?? 0);
  };
  fc.assert(fc.property(fc.string({ unit }), check), { numRuns: 2000 });
});

test('a short text takes a minute', () => {
  expect(readingMinutes(0, 'en')).toBe(1);
  expect(readingMinutes(900, 'be')).toBe(5);
});
