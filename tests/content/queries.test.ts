import { expect, test } from 'vitest';
import { openLibrary } from '#content/library.ts';
import type { Library } from '#content/model.ts';
import {
  commentariesOfAuthor,
  commentariesOfTopic,
  findCommentary,
  findIssue,
  latestIssue,
  nearestVersion,
  neighbouringIssues,
  neighboursInTopic,
  relatedTo,
  versionsOf,
} from '#content/queries.ts';
import { commentary, newsletterFolder } from './newsletter-folder.ts';

const weeks = { one: '2024-04-01/2024-04-07', two: '2024-04-08/2024-04-14', three: '2024-04-15/2024-04-21' };

async function library(): Promise<Library> {
  const { library } = await openLibrary({
    root: await newsletterFolder({
      'issues/2024-04-01/economy.en.mdx': commentary({ period: weeks.one, author: 'desk' }),
      'issues/2024-04-01/economy.be.mdx': commentary({ period: weeks.one, original: 'en' }),
      'issues/2024-04-08/economy.en.mdx': commentary({ period: weeks.two, withdrawn: 'It was wrong.' }),
      'issues/2024-04-08/borders.ru.mdx': commentary({ period: weeks.two, topic: 'borders' }),
      'issues/2024-04-15/economy.en.mdx': commentary({
        period: weeks.three,
        related: '[2024-04-08/old-borders]',
        aliases: '[2024-04-15/trade]',
        author: 'night-desk',
      }),
      'issues/2024-04-08/borders.en.mdx': commentary({
        period: weeks.two,
        topic: 'borders',
        original: 'ru',
        aliases: '[2024-04-08/old-borders]',
      }),
    }),
    now: new Date('2024-05-01T00:00:00Z'),
    drafts: false,
  });
  if (!library) throw new Error('the fixture is broken');
  return library;
}

function piece(all: Library, id: string) {
  const found = findCommentary(all, id);
  if (!found) throw new Error(`no ${id}`);
  return found;
}

test('the newest issue and those beside one', async () => {
  const all = await library();
  const middle = findIssue(all, '2024-04-08');
  expect(latestIssue(all)?.id).toBe('2024-04-15');
  expect(middle && neighbouringIssues(all, middle)).toMatchObject({
    previous: { id: '2024-04-01' },
    next: { id: '2024-04-15' },
  });
  expect(findIssue(all, 'nothing')).toBeUndefined();
});

test('a commentary is found under its name and under a former one', async () => {
  const all = await library();
  expect(piece(all, '2024-04-15/trade').id).toBe('2024-04-15/economy');
  expect(findCommentary(all, '2024-04-15/nothing')).toBeUndefined();
});

test('a topic’s pieces are those in the language, newest first', async () => {
  const all = await library();
  const ids = (language: 'en' | 'be') => commentariesOfTopic(all, 'economy', language).map(one => one.commentary);
  expect(ids('en')).toEqual(['2024-04-15/economy', '2024-04-08/economy', '2024-04-01/economy']);
  expect(ids('be')).toEqual(['2024-04-01/economy']);
});

test('a hidden author has no pieces', async () => {
  const all = await library();
  expect(commentariesOfAuthor(all, 'desk', 'en').map(one => one.commentary)).toEqual(['2024-04-01/economy']);
  expect(commentariesOfAuthor(all, 'night-desk', 'en')).toEqual([]);
});

test('neighbours in a topic are in the same language', async () => {
  const all = await library();
  expect(neighboursInTopic(all, piece(all, '2024-04-08/economy'), 'en')).toMatchObject({
    previous: { commentary: '2024-04-01/economy' },
    next: { commentary: '2024-04-15/economy' },
  });
  expect(neighboursInTopic(all, piece(all, '2024-04-01/economy'), 'be')).toEqual({});
});

test('related pieces are those that the editor named, then others of the topic, never withdrawn ones', async () => {
  const all = await library();
  const related = relatedTo(all, piece(all, '2024-04-15/economy'), 'en').map(one => one.commentary);
  expect(related).toEqual(['2024-04-08/borders', '2024-04-01/economy']);
});

test('a link leads to the reader’s language, else to the author’s', async () => {
  const all = await library();
  const borders = piece(all, '2024-04-08/borders');
  expect(nearestVersion(borders, 'en')?.language).toBe('en');
  expect(nearestVersion(borders, 'be')?.language).toBe('ru');
  expect(versionsOf(all, borders).map(({ language }) => language)).toEqual(['en', 'ru']);
});
