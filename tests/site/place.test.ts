import { expect, test } from 'vitest';
import { alternates } from '#site/place.ts';

const newsletter = { languages: ['en', 'be', 'ru'] } as const;

test('x-default is the first declared language that has the page', () => {
  const versions = { ru: '/ru/x/', be: '/be/x/' };
  expect(alternates(newsletter, { language: 'ru', title: 'X', versions })).toEqual([
    { hreflang: 'be', path: '/be/x/' },
    { hreflang: 'ru', path: '/ru/x/' },
    { hreflang: 'x-default', path: '/be/x/' },
  ]);
});

test('an unlisted page has no alternates', () => {
  const versions = { en: '/en/x/' };
  expect(alternates(newsletter, { language: 'en', title: 'X', versions, isUnlisted: true })).toEqual([]);
});
