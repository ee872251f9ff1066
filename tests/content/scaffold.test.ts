import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkContent } from '#content/check.ts';
import { scaffoldCommentary, scaffoldIssue } from '#content/scaffold.ts';
import { commentary, issue, newsletterFolder } from './newsletter-folder.ts';

const now = new Date('2024-05-03T00:00:00Z');

function newsletter() {
  return newsletterFolder({
    [`issues/${issue}/economy.en.mdx`]: commentary(),
    [`issues/${issue}/issue.yaml`]: 'number: 41\nvolume: 2024 edition\n',
  });
}

test('a new issue follows the newest one in date, number and volume', async () => {
  const root = await newsletter();
  const made = await scaffoldIssue({ root, now });
  expect(made.id).toBe('2024-04-22');
  expect(made.files).toEqual(
    ['yaml', 'en.mdx', 'be.mdx', 'ru.mdx'].map(end => `content/issues/2024-04-22/issue.${end}`),
  );
  expect(await readFile(join(root, 'content/issues/2024-04-22/issue.yaml'), 'utf8')).toContain(
    'number: 42\nvolume: "2024 edition"\n',
  );
});

test('a new commentary is a draft in each language that the check accepts, but for what is still to be written', async () => {
  const root = await newsletter();
  await scaffoldIssue({ root, now });
  const made = await scaffoldCommentary({ root, issue: '2024-04-22', slug: 'trade', topic: 'economy', original: 'be' });
  expect(made.files).toHaveLength(3);
  const be = await readFile(join(root, 'content/issues/2024-04-22/trade.be.mdx'), 'utf8');
  const ru = await readFile(join(root, 'content/issues/2024-04-22/trade.ru.mdx'), 'utf8');
  expect(be).toContain('period: 2024-04-22/2024-04-28\ntopic: economy\n');
  expect(be).not.toContain('original:');
  expect(ru).toContain('original: be\n');
  const problems = await checkContent({ root, now, issue: '2024-04-22' });
  expect([...new Set(problems.map(({ file, rule }) => `${file.split('/').at(-1)} ${rule}`))]).toEqual(
    ['be', 'en', 'ru'].map(language => `issue.${language}.mdx leftover`),
  );
});

test('only the languages that were asked for are written', async () => {
  const root = await newsletter();
  const made = await scaffoldCommentary({
    root,
    issue,
    slug: 'trade',
    topic: 'economy',
    original: 'ru',
    languages: ['ru'],
  });
  expect(made).toEqual({ id: `${issue}/trade`, files: [`content/issues/${issue}/trade.ru.mdx`] });
});

test('nothing is written over a file, and nothing at all when one of several is there', async () => {
  const root = await newsletter();
  const again = scaffoldCommentary({ root, issue, slug: 'economy', topic: 'economy', original: 'be' });
  await expect(again).rejects.toMatchObject({ code: 'file-exists' });
  await expect(readFile(join(root, `content/issues/${issue}/economy.be.mdx`))).rejects.toMatchObject({
    code: 'ENOENT',
  });
  await expect(scaffoldIssue({ root, date: issue, now })).rejects.toMatchObject({ code: 'file-exists' });
});

test.each([
  [{ date: '2024-02-30' }, 'impossible-date'],
  [{ date: '../../etc' }, 'impossible-date'],
  [{ date: '2024-05-06/../x' }, 'impossible-date'],
])('%j is no issue', async (options, code) => {
  await expect(scaffoldIssue({ root: await newsletter(), now, ...options })).rejects.toMatchObject({
    code,
    kind: 'usage',
  });
});

test.each([
  [{ slug: '../x' }, 'slug'],
  [{ slug: 'issue' }, 'slug'],
  [{ slug: 'Эканоміка' }, 'slug'],
  [{ issue: '2024-04-16' }, 'unknown-issue'],
  [{ topic: 'econmy' }, 'unknown-topic'],
])('a commentary with %j is refused', async (options, code) => {
  const root = await newsletter();
  const made = scaffoldCommentary({ root, issue, slug: 'trade', topic: 'economy', original: 'be', ...options });
  await expect(made).rejects.toMatchObject({ code, kind: 'usage' });
});

test('the first issue of a newsletter is that of this week', async () => {
  const root = await newsletterFolder();
  expect((await scaffoldIssue({ root, now })).id).toBe('2024-04-29');
});
