import { expect, test } from 'vitest';
import { openLibrary } from '#content/library.ts';
import { listOfLanguage, select } from '#content/selection.ts';
import { commentary, issue, newsletterFolder } from './newsletter-folder.ts';

const now = new Date('2024-05-01T00:00:00Z');

/** Each file by slug and language; the first language of a slug is the original. */
async function library(pieces: Readonly<Record<string, readonly string[]>>, extra: Record<string, string> = {}) {
  const files = Object.entries(pieces).flatMap(([slug, [original = 'en', ...others]]) => [
    [`issues/${issue}/${slug}.${original}.mdx`, commentary()] as const,
    ...others.map(language => [`issues/${issue}/${slug}.${language}.mdx`, commentary({ original })] as const),
  ]);
  const { library } = await openLibrary({
    root: await newsletterFolder({ ...Object.fromEntries(files), ...extra }),
    now,
    drafts: false,
  });
  if (!library) throw new Error('the fixture is broken');
  return library;
}

async function taken(
  listId: string,
  pieces: Readonly<Record<string, readonly string[]>>,
  extra?: Record<string, string>,
) {
  const all = await library(pieces, extra);
  const list = all.newsletter.lists.find(({ id }) => id === listId);
  const [only] = all.issues;
  if (!list || !only) throw new Error('the fixture is broken');
  const selection = select(all, only, list);
  return {
    pieces: selection.pieces.map(({ commentary: { slug }, version, isBorrowed, isUntranslated }) =>
      [slug, version.language, ...(isBorrowed ? ['borrowed'] : []), ...(isUntranslated ? ['untranslated'] : [])].join(
        ' ',
      ),
    ),
    missing: selection.missing.map(({ slug }) => slug),
  };
}

const pieces = {
  all: ['be', 'en', 'ru'],
  'be-only': ['be'],
  'en-only': ['en'],
  'ru-en': ['ru', 'en'],
  'en-be': ['en', 'be', 'ru'],
};

test('a list of one language takes that and names what is missing', async () => {
  expect(await taken('en', pieces)).toEqual({
    pieces: ['all en', 'en-be en', 'en-only en', 'ru-en en'],
    missing: ['be-only'],
  });
});

test('a list with a second language borrows what it lacks', async () => {
  expect(await taken('be', pieces)).toEqual({
    pieces: ['all be', 'be-only be', 'en-be be', 'ru-en ru borrowed'],
    missing: ['en-only'],
  });
  expect(await taken('ru', pieces)).toEqual({
    pieces: ['all ru', 'be-only be borrowed', 'en-be ru', 'ru-en ru'],
    missing: ['en-only'],
  });
});

test('the list of authors’ languages takes each original, else the translation into its own language', async () => {
  expect(await taken('be-ru', pieces)).toEqual({
    pieces: ['all be', 'be-only be', 'en-be be', 'ru-en ru borrowed'],
    missing: ['en-only'],
  });
  expect(await taken('be-ru', { x: ['ru', 'be'] })).toEqual({ pieces: ['x ru borrowed'], missing: [] });
  expect(await taken('be-ru', { x: ['en', 'ru'] })).toEqual({ pieces: ['x ru borrowed'], missing: [] });
});

test('not translated yet is said only of a translation that is on its way', async () => {
  const draft = { [`issues/${issue}/x.be.mdx`]: commentary({ original: 'ru', draft: 'true' }) };
  expect((await taken('be', { x: ['ru'] }, draft)).pieces).toEqual(['x ru borrowed untranslated']);
  expect((await taken('be', { x: ['ru'] })).pieces).toEqual(['x ru borrowed']);
});

test('a language’s readers have the list of that language', async () => {
  const all = await library({ x: ['be'] });
  expect(listOfLanguage(all, 'be').id).toBe('be');
  expect(listOfLanguage(all, 'ru').id).toBe('ru');
});
