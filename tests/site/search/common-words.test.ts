import { expect, test } from 'vitest';
import { isTooCommon } from '#site/search/common-words.ts';

test.each([
  { words: 'the', language: 'en', isCommon: true },
  { words: 'The, and THE!', language: 'en', isCommon: true },
  { words: 'её', language: 'ru', isCommon: true },
  { words: 'яе́', language: 'be', isCommon: true },
  { words: 'the court', language: 'en', isCommon: false },
  { words: 'the', language: 'be', isCommon: false },
  { words: 'the', language: 'all', isCommon: true },
  { words: 'the яе', language: 'all', isCommon: false },
  { words: '…!', language: 'en', isCommon: false },
  { words: '', language: 'all', isCommon: false },
] as const)('"$words" in $language is too common to be searched: $isCommon', ({ isCommon, ...wanted }) => {
  expect(isTooCommon(wanted)).toBe(isCommon);
});
