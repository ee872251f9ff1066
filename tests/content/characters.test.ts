import { expect, test } from 'vitest';
import { forbiddenCharacters, placeAt } from '#content/characters.ts';

test.each([
  ['NUL', '\0', 'U+0000'],
  ['a lone CR', '\r', 'U+000D'],
  ['next line', '\x85', 'U+0085'],
  ['another C1 control', '\x9b', 'U+009B'],
  ['line separator', '\u2028', 'U+2028'],
  ['right-to-left override', '\u202e', 'U+202E'],
  ['isolate', '\u2066', 'U+2066'],
  ['zero-width space', '\u200b', 'U+200B'],
  ['zero-width joiner between letters', '\u200d', 'U+200D'],
  ['byte order mark', '\ufeff', 'U+FEFF'],
  ['tag', '\u{e0041}', 'U+E0041'],
  ['half a surrogate pair', '\ud800', 'U+D800'],
])('%s is found in a text and in a line', (_, character, name) => {
  const text = `слова${character}words`;
  expect(forbiddenCharacters(text, 'text')).toEqual([{ name, index: 5 }]);
  expect(forbiddenCharacters(text, 'line')).toEqual([{ name, index: 5 }]);
});

test('a line break and a tab have their place in a text and none in a line', () => {
  expect(forbiddenCharacters('a\n\tb', 'text')).toEqual([]);
  expect(forbiddenCharacters('a\n\tb', 'line').map(({ name }) => name)).toEqual(['U+000A', 'U+0009']);
});

test('what languages and emoji need is welcome', () => {
  const text = 'сям’я, ё, й (и\u0306), no\u00a0break, soft\u00adhyphen, 👩‍💻, 👩🏽‍🚀, ❤️‍🔥 — «так»';
  expect(forbiddenCharacters(text, 'line').map(({ name }) => name)).toEqual([]);
});

test('a place counts lines and columns from one', () => {
  expect(placeAt('ab\ncd', 0)).toEqual({ line: 1, column: 1 });
  expect(placeAt('ab\ncd', 4)).toEqual({ line: 2, column: 2 });
});

test('every character by itself is what Unicode and we say of it', () => {
  const unwelcome =
    /[\p{Cc}\p{Cs}\u061C\u115F\u1160\u17B4\u17B5\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF0-\uFFFB\uFFFE\uFFFF\u{E0000}-\u{E007F}]/u;
  const wrong: string[] = [];
  for (let code = 0; code <= 0xe0100; code += 1) {
    const character = String.fromCodePoint(code);
    const isFound = forbiddenCharacters(`a${character}b`, 'line').length > 0;
    if (isFound !== unwelcome.test(character)) wrong.push(code.toString(16));
  }
  expect(wrong).toEqual([]);
});
