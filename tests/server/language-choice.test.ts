import { expect, it } from 'vitest';
import { chooseLanguage } from '#server/language-choice.ts';

it.each([
  [undefined, 'en'],
  ['', 'en'],
  ['be', 'be'],
  ['be-BY,ru;q=0.9', 'be'],
  ['de, ru;q=0.5, be;q=0.7', 'be'],
  ['uk;q=1, *;q=0.1', 'en'],
  ['ru;q=0', 'en'],
  ['ru;q=nonsense, be', 'be'],
])('for %s it is %s', (header, language) => {
  expect(chooseLanguage(header, ['en', 'be', 'ru'])).toBe(language);
});

it('reads no more of a header than a browser writes', () => {
  expect(chooseLanguage(`${'x,'.repeat(100_000)}ru`, ['en', 'be', 'ru'])).toBe('en');
});
