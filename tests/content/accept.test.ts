import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { acceptTranslations, withSource } from '#content/accept.ts';
import { checkContent } from '#content/check.ts';
import { commentary, issue, newsletterFolder, writeFiles } from './newsletter-folder.ts';

const now = new Date('2024-05-01T00:00:00Z');
const at = (slug: string, language: string) => `issues/${issue}/${slug}.${language}.mdx`;

test('a translation is noted as following its original, and is stale again when that changes', async () => {
  const root = await newsletterFolder({
    [at('a', 'en')]: commentary(),
    [at('a', 'be')]: commentary({ original: 'en' }),
  });
  const rules = async () => (await checkContent({ root, now })).map(({ rule }) => rule);
  expect(await rules()).toContain('no-source');
  const before = await readFile(join(root, 'content', at('a', 'be')), 'utf8');
  const accepted = await acceptTranslations(root, issue);
  expect(accepted.map(({ file }) => file)).toEqual([`content/${at('a', 'be')}`]);
  const after = await readFile(join(root, 'content', at('a', 'be')), 'utf8');
  expect(after.split('\n').filter(line => !before.split('\n').includes(line))).toEqual([
    `source: ${accepted[0]?.source}`,
  ]);
  expect(await rules()).toEqual([]);
  expect(await acceptTranslations(root)).toEqual([]);

  await writeFiles(root, { [at('a', 'en')]: commentary({ title: 'Another title now' }) });
  expect(await rules()).toEqual(['stale-translation']);
  await acceptTranslations(root);
  expect(await rules()).toEqual([]);
  const again = await readFile(join(root, 'content', at('a', 'be')), 'utf8');
  expect(again.split('\n')).toHaveLength(after.split('\n').length);
});

test('originals, faulty files and other issues are left as they are, and nothing stays beside them', async () => {
  const files = {
    [at('a', 'en')]: commentary(),
    [at('a', 'be')]: commentary({ original: 'en', topic: 'nothing' }),
    [at('b', 'be')]: commentary({ original: 'ru' }),
  };
  const root = await newsletterFolder(files);
  expect(await acceptTranslations(root)).toEqual([]);
  for (const [path, text] of Object.entries(files))
    expect(await readFile(join(root, 'content', path), 'utf8')).toBe(text);
  expect((await readdir(join(root, 'content/issues', issue))).filter(name => name.startsWith('.'))).toEqual([]);
  await expect(acceptTranslations(root, '2020-01-01')).rejects.toMatchObject({ code: 'unknown-issue' });
});

test('a file keeps its mode', async () => {
  const root = await newsletterFolder({
    [at('a', 'en')]: commentary(),
    [at('a', 'be')]: commentary({ original: 'en' }),
  });
  const file = join(root, 'content', at('a', 'be'));
  const { mode } = await stat(file);
  await acceptTranslations(root);
  expect((await stat(file)).mode).toBe(mode);
});

test.each([
  [
    'a line is added behind original',
    '---\ntitle: x # why\noriginal: ru\ntopic: y\n---\n\nText: --- \n',
    '---\ntitle: x # why\noriginal: ru\nsource: S\ntopic: y\n---\n\nText: --- \n',
  ],
  [
    'a line is replaced with its comment kept',
    '---\nsource: ru@old   # by hand\noriginal: ru\n---\n',
    '---\nsource: S   # by hand\noriginal: ru\n---\n',
  ],
  ['quotes go with the value', '---\nsource: "ru@old"\noriginal: ru\n---\n', '---\nsource: S\noriginal: ru\n---\n'],
  [
    'line ends of Windows stay',
    '---\r\noriginal: ru\r\ntitle: x\r\n---\r\nText.\r\n',
    '---\r\noriginal: ru\r\nsource: S\r\ntitle: x\r\n---\r\nText.\r\n',
  ],
  ['a byte order mark stays', '\uFEFF---\noriginal: ru\n---\n', '\uFEFF---\noriginal: ru\nsource: S\n---\n'],
  ['a text without front matter is left alone', 'source: x\n', 'source: x\n'],
])('%s', (_, before, after) => {
  expect(withSource(before, 'S')).toBe(after);
});

test('a front matter in braces gets its source too', () => {
  const text = withSource('---\n{ title: x, original: ru }\n---\n\nText.\n', 'S');
  expect(parseDocument(text.split('---')[1] ?? '').toJS()).toEqual({ title: 'x', original: 'ru', source: 'S' });
  expect(text.endsWith('---\n\nText.\n')).toBe(true);
});
