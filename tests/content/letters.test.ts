import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkContent } from '#content/check.ts';
import { scaffoldLetter } from '#content/letter-scaffold.ts';
import { openLibrary } from '#content/library.ts';
import { newsletterFolder, silence, writeFiles } from './newsletter-folder.ts';

const now = new Date('2024-05-01T08:00:00Z');
const id = 'letters/2024-05-01-blocked';

function letter(title: string, more = '', body = title): string {
  return `---\ntitle: ${title}\n${more}---\n\n${body}\n`;
}

test('a letter is one file a language, drafts left out, and nothing beside it', async () => {
  const root = await newsletterFolder({
    [`${id}.en.mdx`]: letter(
      'Our site is blocked',
      'subject: A new address\npreheader: Keep it\nsignoff: The editors\n',
    ),
    [`${id}.be.mdx`]: letter('Наш сайт заблакаваны', 'draft: true\n'),
    'letters/2024-03-01-earlier.en.mdx': letter('An earlier one', 'lists: [en]\n'),
    'letters/notes.txt': 'not a letter',
  });
  const { library } = await openLibrary({ root, now, drafts: false });
  expect(library?.letters).toMatchObject([
    { id: 'letters/2024-03-01-earlier', date: '2024-03-01', lists: ['en'] },
    {
      ...{ id, date: '2024-05-01' },
      versions: { en: { title: 'Our site is blocked', subject: 'A new address', preheader: 'Keep it' } },
    },
  ]);
  expect(Object.keys(library?.letters[1]?.versions ?? {})).toEqual(['en']);
  expect(library?.issues).toEqual([]);
  const drafts = await openLibrary({ root, now, drafts: true });
  expect(Object.keys(drafts.library?.letters[1]?.versions ?? {}).sort()).toEqual(['be', 'en']);
});

test('a letter that says in one of its languages that the site is down does so in all of them', async () => {
  const root = await newsletterFolder({
    [`${id}.en.mdx`]: letter('Our site is blocked'),
    [`${id}.be.mdx`]: letter('Наш сайт заблакаваны', 'site: down\n'),
    'letters/2024-03-01-earlier.en.mdx': letter('An earlier one'),
  });
  const { library } = await openLibrary({ root, now, drafts: false });
  expect(library?.letters.map(({ siteIsDown }) => siteIsDown)).toEqual([undefined, true]);
  await writeFiles(root, { [`${id}.ru.mdx`]: letter('Сайт', 'site: away\n') });
  expect((await checkContent({ root, now, issue: id })).filter(({ severity }) => severity === 'error')).toMatchObject([
    { file: `content/${id}.ru.mdx`, line: 3 },
  ]);
});

test('a check of one letter says nothing of the others and of issues', async () => {
  const root = await newsletterFolder({
    [`${id}.en.mdx`]: letter('Our site is blocked', 'lists: [pl]\n'),
    'letters/2024-03-01-earlier.en.mdx': letter('An earlier one', 'lists: [ru-be]\n'),
  });
  const found = await checkContent({ root, now, issue: id });
  expect(found).toMatchObject([{ file: `content/${id}.en.mdx`, line: 3, rule: 'unknown-list' }]);
  expect(found[0]?.hint).toContain('en, be, ru, be-ru');
  await expect(checkContent({ root, now, issue: 'letters/2024-05-01-bloked' })).rejects.toMatchObject({
    code: 'unknown-letter',
    hint: expect.stringContaining(`\`${id}\``),
  });
});

test('a sound is refused, for a letter has no page on which it could be heard', async () => {
  const root = await newsletterFolder({
    [`${id}.en.mdx`]: letter('Our site is blocked', '', 'Listen:\n\n<Audio src="./sound.mp3" title="An interview" />'),
    'letters/sound.mp3': silence(),
  });
  expect(await checkContent({ root, now, issue: id })).toMatchObject([
    { line: 7, rule: 'letter-sound', severity: 'error' },
  ]);
});

test('a new letter is a draft in every language, of today or of a day, that the check accepts', async () => {
  const root = await newsletterFolder();
  const made = await scaffoldLetter({ root, name: 'blocked', now });
  expect(made).toEqual({ id, files: ['en', 'be', 'ru'].map(language => `content/${id}.${language}.mdx`) });
  expect(await checkContent({ root, now, issue: id })).toEqual([]);
  const dated = await scaffoldLetter({ root, name: 'blocked', date: '2024-05-02', languages: ['be'], now });
  expect(dated.files).toEqual(['content/letters/2024-05-02-blocked.be.mdx']);
  await writeFiles(root, { [`${id}.ru.mdx`]: letter('Мой текст') });
  await expect(scaffoldLetter({ root, name: 'blocked', now })).rejects.toMatchObject({ code: 'file-exists' });
  expect(await readFile(join(root, 'content', `${id}.ru.mdx`), 'utf8')).toBe(letter('Мой текст'));
});

test.each([
  [{ name: 'blocked', date: '2024-02-30' }, 'impossible-date'],
  [{ name: 'blocked', date: '../2024' }, 'impossible-date'],
  [{ name: '../blocked' }, 'slug'],
  [{ name: 'Заблакаваны' }, 'slug'],
  [{ name: 'a'.repeat(50) }, 'slug'],
])('a letter of %j is refused, and no file is written', async (wanted, code) => {
  const root = await newsletterFolder();
  await expect(scaffoldLetter({ root, now, ...wanted })).rejects.toMatchObject({ code, kind: 'usage' });
  const { library } = await openLibrary({ root, now, drafts: true });
  expect(library?.letters).toEqual([]);
});
