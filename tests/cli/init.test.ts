import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder, vesnik } from './command-line.ts';

describe('a newsletter of one’s own', async () => {
  const root = join(await temporaryFolder(), 'weekly');
  const env = { VESNIK_ROOT: root };
  const made = await vesnik(['init', root, '--name', 'Тыднёвік', '--languages', 'be,en']);

  test('is made with what to type next', () => {
    expect(made.code).toBe(0);
    expect(made.out).toContain(`export VESNIK_ROOT=${root}`);
  });

  test('keeps people and secrets out of its repository', async () => {
    const ignored = (await readFile(join(root, '.gitignore'), 'utf8')).split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['data/', 'keys/', '*.csv', 'dist/']));
  });

  test('checks without a word and builds in its languages only', async () => {
    const checked = await vesnik(['check', '--json'], { env });
    expect({ code: checked.code, out: checked.out.trim() }).toEqual({ code: 0, out: '[]' });
    const built = await vesnik(['build', '--json'], { env });
    expect(built.err).toBe('');
    expect(built.code).toBe(0);
    const [issue = ''] = await readdir(join(root, 'content/issues'));
    const page = await readFile(join(root, 'dist/be', issue, 'first/index.html'), 'utf8');
    expect(page).toContain('Напісаны першы каментар');
    expect((await readdir(join(root, 'dist'))).filter(name => name.length === 2).sort()).toEqual(['be', 'en']);
  });

  test('is not made over something that is there', async () => {
    const { code, err } = await vesnik(['init', root]);
    expect(code).toBe(1);
    expect(err).toContain('Nothing was written');
    expect((await vesnik(['init', join(root, 'README.md')])).code).toBe(1);
  });

  test('may have templates of its own, which its mails use', async () => {
    const [issue = ''] = await readdir(join(root, 'content/issues'));
    await writeFile(join(root, 'templates/issue.txt'), 'OUR OWN TEMPLATE\n');
    const { out } = await vesnik(['render', issue, '--list', 'en', '--format', 'text'], { env });
    expect(out.trim()).toBe('OUR OWN TEMPLATE');
  });
});

describe('new', async () => {
  const root = join(await temporaryFolder(), 'weekly');
  const env = { VESNIK_ROOT: root };
  await vesnik(['init', root, '--languages', 'ru,be']);

  test('makes the issue after the newest where no date is given', async () => {
    const [newest = ''] = await readdir(join(root, 'content/issues'));
    const { code, out } = await vesnik(['new', '--json'], { env });
    expect(code).toBe(0);
    const next = new Date(Date.parse(newest) + 7 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
    expect(JSON.parse(out)).toEqual({
      ids: [next],
      files: ['issue.yaml', 'issue.ru.mdx', 'issue.be.mdx'].map(name => `content/issues/${next}/${name}`),
    });
  });

  test('makes a commentary whose front matter the check accepts, with its issue where that is not there', async () => {
    const argv = ['new', '2030-01-07', '--slug', 'economy', '--topic', 'politics', '--original', 'be'];
    expect((await vesnik(argv, { env })).code).toBe(0);
    const folder = join(root, 'content/issues/2030-01-07');
    expect((await readdir(folder)).sort()).toEqual([
      'economy.be.mdx',
      'economy.ru.mdx',
      'issue.be.mdx',
      'issue.ru.mdx',
      'issue.yaml',
    ]);
    const translation = await readFile(join(folder, 'economy.ru.mdx'), 'utf8');
    expect(translation).toContain('period: 2030-01-07/2030-01-13');
    expect(translation).toContain('original: be');
    expect((await vesnik(['check', '2030-01-07'], { env })).code).toBe(0);
    expect((await vesnik(argv, { env })).code).toBe(1);
  });

  test.each([
    [['new', '2030-01-07', '--slug', 'economy'], 'its topic'],
    [['new', '2030-01-07', '--slug', 'Эканоміка', '--topic', 'politics'], 'letters'],
    [['new', '2030-01-07', '--slug', 'x', '--topic', 'politcs'], '`politics`'],
    [['new', 'tomorrow'], 'first day'],
    [['new', '2030-01-07', '--languages', 'be,fr'], 'en, be, ru'],
  ])('refuses %j', async (argv, words) => {
    const { code, err } = await vesnik(argv, { env });
    expect(code).toBe(2);
    expect(err).toContain(words);
  });
});

describe('where there is no newsletter', () => {
  test('every command of editors says so and how to make one', async () => {
    const env = { VESNIK_ROOT: await temporaryFolder() };
    for (const argv of [['render', '2024-04-15', '--list', 'be'], ['send', '2024-04-15'], ['serve']]) {
      const { code, err } = await vesnik(argv, { env });
      expect(code).toBe(2);
      expect(err).toContain('newsletter.yaml');
    }
    expect((await vesnik(['check'], { env })).code).toBe(2);
  });
});
