import { mkdir, rename, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openLibrary } from '#content/library.ts';
import { commentary, issue, newsletterFolder } from './newsletter-folder.ts';

const now = new Date('2024-05-01T00:00:00Z');
const at = (slug: string, language = 'en') => `issues/${issue}/${slug}.${language}.mdx`;

async function open(files: Record<string, string | Uint8Array>, { drafts = false, moment = now } = {}) {
  return openLibrary({ root: await newsletterFolder(files), now: moment, drafts });
}

test('issues stand in the order of their days, commentaries in that of the issue', async () => {
  const week = { period: '2024-04-08/2024-04-14' };
  const { library, problems } = await open({
    [at('a')]: commentary({ title: 'A' }),
    [at('b')]: commentary({ title: 'B' }),
    [at('c')]: commentary({ title: 'C' }),
    [`issues/${issue}/issue.yaml`]: 'number: 41\nvolume: 2024 edition\norder: [c, a]\n',
    'issues/2024-04-08/z.en.mdx': commentary(week),
    'issues/2024-04-08-special/z.en.mdx': commentary(week),
  });
  expect(problems).toEqual([]);
  expect(library?.issues.map(({ id }) => id)).toEqual(['2024-04-08', '2024-04-08-special', '2024-04-15']);
  const newest = library?.issues.at(-1);
  expect(newest).toMatchObject({
    number: 41,
    volume: '2024 edition',
    period: { start: '2024-04-15', end: '2024-04-21' },
  });
  expect(newest?.commentaries.map(({ slug }) => slug)).toEqual(['c', 'a', 'b']);
});

test('a draft counts as missing and is promised, and editors see it', async () => {
  const files = {
    [at('a')]: commentary(),
    [at('a', 'be')]: commentary({ original: 'en', draft: 'true' }),
    [at('b')]: commentary({ draft: 'true' }),
  };
  const { library } = await open(files);
  expect(
    library?.issues[0]?.commentaries.map(({ id, promised, versions }) => [id, promised, Object.keys(versions)]),
  ).toEqual([['2024-04-15/a', ['be'], ['en']]]);
  const editors = await open(files, { drafts: true });
  expect(
    editors.library?.issues[0]?.commentaries.map(({ id, promised, versions }) => [id, promised, Object.keys(versions)]),
  ).toEqual([
    ['2024-04-15/a', [], ['en', 'be']],
    ['2024-04-15/b', [], ['en']],
  ]);
});

test('nothing is shown before its moment, and the library says when the next one is due', async () => {
  const files = {
    [at('a')]: commentary(),
    [at('b')]: commentary({ published: '2024-04-25T12:00+03:00' }),
    [at('c')]: commentary({ published: '2024-04-30T12:00+03:00' }),
  };
  const shown = async (moment: string) => {
    const { library } = await open(files, { moment: new Date(moment) });
    return {
      slugs: library?.issues.flatMap(one => one.commentaries.map(({ slug }) => slug)),
      next: library?.nextPublished,
    };
  };
  expect(await shown('2024-04-22T05:59:59Z')).toEqual({ slugs: [], next: '2024-04-22T06:00:00Z' });
  expect(await shown('2024-04-22T06:00:00Z')).toEqual({ slugs: ['a'], next: '2024-04-25T09:00:00Z' });
  expect(await shown('2024-04-25T09:00:00Z')).toEqual({ slugs: ['a', 'b'], next: '2024-04-30T09:00:00Z' });
  expect(await shown('2024-05-01T00:00:00Z')).toEqual({ slugs: ['a', 'b', 'c'], next: undefined });
});

test('a faulty file is left out and reported, its other languages stay', async () => {
  const { library, problems } = await open({
    [at('a')]: commentary(),
    [at('a', 'be')]: commentary({ original: 'en', topic: 'nothing' }),
    [at('b')]: commentary({}, '<script>alert(1)</script>'),
  });
  expect(library?.issues[0]?.commentaries.map(({ id, versions }) => [id, Object.keys(versions)])).toEqual([
    ['2024-04-15/a', ['en']],
  ]);
  expect(problems.map(({ file, rule }) => `${file} ${rule}`)).toEqual([
    `content/${at('a', 'be')} unknown-topic`,
    `content/${at('b')} html`,
  ]);
});

test('the original is the file that does not name one, whatever its language', async () => {
  const { library } = await open({
    [at('a', 'ru')]: commentary({ trend: 'mixed' }),
    [at('a', 'en')]: commentary({ original: 'ru', trend: 'mixed' }),
    [at('b', 'be')]: commentary({ original: 'ru' }),
  });
  expect(library?.issues[0]?.commentaries.map(({ slug, original }) => [slug, original])).toEqual([
    ['a', 'ru'],
    ['b', 'ru'],
  ]);
});

test('a translation is stale once its original changed', async () => {
  const files = { [at('a', 'en')]: commentary() };
  const first = await open(files);
  const digest = first.library?.issues[0]?.commentaries[0]?.versions.en?.digest ?? '';
  const translation = { [at('a', 'be')]: commentary({ original: 'en', source: `en@${digest}` }) };
  const staleness = async (all: Record<string, string>) =>
    (await open(all)).library?.issues[0]?.commentaries[0]?.versions.be?.isStale;
  expect(await staleness({ ...files, ...translation })).toBe(false);
  expect(await staleness({ [at('a', 'en')]: commentary({ title: 'It changed' }), ...translation })).toBe(true);
  expect(await staleness({ ...files, [at('a', 'be')]: commentary({ original: 'en' }) })).toBe(false);
});

test('hidden authors are nowhere in the library', async () => {
  const { library } = await open({ [at('a')]: commentary({ author: '[desk, night-desk]' }) });
  expect([...(library?.authors.keys() ?? [])]).toEqual(['desk']);
  const { root: _, ...seen } = library ?? { root: '' };
  expect(JSON.stringify(seen, (_key, value) => (value instanceof Map ? [...value] : value))).not.toMatch(
    /night-desk|Night desk/i,
  );
});

test('without a usable newsletter.yaml there is no library, and what is wrong is said', async () => {
  const { library, problems } = await open({ 'newsletter.yaml': 'name: 7\n' });
  expect(library).toBeUndefined();
  expect(problems.map(({ file }) => file)).toContain('content/newsletter.yaml');
  const beside = await open({ 'newsletter.yaml': 'name: 7\n', [at('a')]: '<b>', 'authors.yaml': 'desk: 7\n' });
  expect([...new Set(beside.problems.map(({ file }) => file))]).toEqual(['content/newsletter.yaml']);
  const nowhere = await openLibrary({ root: '/nowhere/at/all', now, drafts: false });
  expect(nowhere).toMatchObject({
    library: undefined,
    problems: [{ file: 'content/newsletter.yaml', rule: 'missing-file' }],
  });
});

test('nobody is shown as an author while authors.yaml does not tell who is hidden', async () => {
  const { library } = await open({
    [at('a')]: commentary({ author: '[desk, night-desk]' }),
    'authors.yaml': 'desk:\n  name: { en: Desk, be: Аддзел, ru: Отдел }\nnight-desk:\n  hiden: true\n',
  });
  expect(library?.issues[0]?.commentaries[0]?.versions.en?.authors).toEqual([]);
});

test('files in another encoding, too large ones and links to other files are refused with their reason', async () => {
  const root = await newsletterFolder({
    [at('cp1251', 'ru')]: Buffer.from([0x2d, 0x2d, 0x2d, 0x0a, 0xcf, 0xf0, 0xe8]),
    [at('utf16')]: Buffer.from(commentary(), 'utf16le'),
    [at('large')]: commentary({}, 'word '.repeat(210_000)),
    [at('bom')]: `\uFEFF${commentary()}`,
    [at('crlf')]: commentary().replaceAll('\n', '\r\n'),
    'secret.txt': commentary(),
  });
  await symlink('../../secret.txt', join(root, 'content', at('linked')));
  await mkdir(join(root, 'content', at('folder')));
  await rename(join(root, 'content/issues', issue), join(root, 'elsewhere'));
  await symlink('../../elsewhere', join(root, 'content/issues', issue));
  const linked = await openLibrary({ root, now, drafts: false });
  expect(linked.problems.map(({ file, rule }) => `${file} ${rule}`)).toEqual([`content/issues/${issue} symlink`]);
  await rename(join(root, 'elsewhere'), join(root, 'content/issues/2024-04-22'));
  const { library, problems } = await openLibrary({ root, now, drafts: false });
  const rules = problems
    .filter(({ file }) => file.includes('2024-04-22'))
    .map(({ file, rule }) => `${file.split('/').at(-1)} ${rule}`);
  expect(rules).toEqual([
    'bom.en.mdx period-folder',
    'cp1251.ru.mdx encoding',
    'crlf.en.mdx period-folder',
    'folder.en.mdx file',
    'large.en.mdx file-size',
    'linked.en.mdx symlink',
    'utf16.en.mdx encoding',
  ]);
  expect(library?.issues).toEqual([]);
});

test('two names that differ only in case are told apart', async () => {
  const { problems } = await open({
    [at('a')]: commentary(),
    [at('A')]: commentary(),
    [at('b')]: commentary({ cover: '{ src: ./Picture.JPG, alt: x }' }),
  });
  expect(problems.map(({ file, rule }) => `${file.split('/').at(-1)} ${rule}`)).toEqual([
    'A.en.mdx file-name',
    'b.en.mdx path-case',
  ]);
});
