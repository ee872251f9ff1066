import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assetReader } from '#content/asset-reader.ts';
import { parseVersion, type Setting } from '#content/parse.ts';
import { decode } from '#content/text-file.ts';
import { commentary, fixtures, issue, newsletterFolder } from './newsletter-folder.ts';

const setting: Setting = {
  timezone: 'Europe/Minsk',
  topics: new Set(['economy', 'borders']),
  authors: new Map([
    ['desk', { hidden: false }],
    ['night-desk', { hidden: true }],
  ]),
  assets: assetReader(),
};

async function parse(text: string, slug = 'economy') {
  const root = await newsletterFolder();
  const path = `content/issues/${issue}`;
  const file = `${path}/${slug}.en.mdx`;
  return parseVersion({ text, file, folder: join(root, path), issue, slug, language: 'en' }, setting);
}

// Drop `ok/x.mdx` with `x.expected.json`, get a test: the version and its tree, without places.
for (const name of (await readdir(join(fixtures, 'ok'))).filter(one => one.endsWith('.mdx'))) {
  test(`${name} becomes a tree of plain Markdown and blocks`, async () => {
    const { parsed, faults } = await parse(await readFile(join(fixtures, 'ok', name), 'utf8'), name.split('.')[0]);
    expect(faults).toEqual([]);
    const plain = JSON.stringify(
      parsed?.version,
      (key, value) => (key === 'position' ? undefined : key === 'file' ? String(value).split('/').at(-1) : value),
      2,
    );
    await expect(`${plain}\n`).toMatchFileSnapshot(join(fixtures, 'ok', name.replace(/\.mdx$/, '.expected.json')));
  });
}

test('a text is shown at nine on the day after its period unless it says when', async () => {
  expect((await parse(commentary())).parsed?.version.published).toBe('2024-04-22T06:00:00Z');
  const said = await parse(commentary({ published: '2024-04-22T09:00+02:00' }));
  expect(said.parsed?.version.published).toBe('2024-04-22T07:00:00Z');
  const zoneless = await parse(commentary({ published: '2024-04-22T09:00' }));
  expect(zoneless.faults.map(({ rule }) => rule)).toEqual(['moment']);
});

test('a hidden author is in no version', async () => {
  const { parsed } = await parse(commentary({ author: '[desk, night-desk]' }));
  expect(parsed?.version.authors).toEqual(['desk']);
});

test('a withdrawn text is gone and its reason stays', async () => {
  const { parsed } = await parse(commentary({ withdrawn: 'The source took its report back.' }, '## One\n\nText.'));
  expect(parsed?.version).toMatchObject({
    withdrawn: 'The source took its report back.',
    body: { children: [] },
    words: 0,
  });
});

test('a title of a megabyte is one short fault', async () => {
  const { faults } = await parse(commentary({ title: 'a'.repeat(1_000_000) }));
  expect(faults.map(({ rule }) => rule)).toEqual(['too-long']);
  expect(JSON.stringify(faults).length).toBeLessThan(1000);
});

test('lines that end as on Windows are lines, and the same text to its translations', async () => {
  const text = commentary({}, 'One.\n\nTwo.');
  const read = decode(Buffer.from(text.replaceAll('\n', '\r\n')));
  const [unix, windows] = [await parse(text), await parse(read.text ?? '')];
  expect(unix.parsed?.version.digest).toBe(windows.parsed?.version.digest);
});

test('the digest follows title, summary, points and body, and nothing else', async () => {
  const digest = async (fields: Record<string, string>, body?: string) =>
    (await parse(commentary(fields, body))).parsed?.version.digest;
  const first = await digest({});
  expect(await digest({ author: 'desk', trend: 'mixed' })).toBe(first);
  expect(await digest({}, 'Something happened.  \n\n')).toBe(first);
  const others = [
    await digest({ title: 'Something else happened' }),
    await digest({ summary: 'Another sentence.' }),
    await digest({ points: '[One, Two]' }),
    await digest({}, 'Something else happened.'),
  ];
  expect(new Set([first, ...others]).size).toBe(5);
});

test('of a withdrawn piece the lead and the points are gone with the text, and the reason stands in their place', async () => {
  const { parsed } = await parse(
    commentary({ withdrawn: 'The numbers were wrong.', points: '[One, Two]' }, 'Numbers.'),
  );
  expect(parsed?.version).toMatchObject({ summary: 'The numbers were wrong.', points: [], words: 0, contents: [] });
  expect(parsed?.version.body.children).toEqual([]);
});

test('no text of any kind is more than a list of faults at places that exist', { timeout: 120_000 }, async () => {
  const root = await newsletterFolder();
  const path = `content/issues/${issue}`;
  const pieces = fc.constantFrom(
    ...[
      '<',
      '>',
      '</',
      '/>',
      '{',
      '}',
      '/*',
      '*/',
      '"',
      "'",
      '=',
      '\n',
      '\n\n',
      ' ',
      '    ',
      '\t',
      '- ',
      '> ',
      '# ',
      '## ',
      '|',
      '---',
      '`',
      '```',
    ],
    ...[
      'Callout',
      'Story',
      'Timeline',
      'Event',
      'Figure',
      'b',
      'kind="note"',
      'title="x"',
      'src="./picture.jpg"',
      'alt="x"',
      '[a](b)',
      '![a](./picture.jpg)',
    ],
    ...[
      '[^1]',
      '[^1]: x',
      '*',
      '**',
      '_',
      '~~',
      '\\',
      '&lt;',
      '&#x202E;',
      'import x',
      'constructor',
      '__proto__',
      '\0',
      '\u202e',
      'слова',
      '<!--',
      '😀',
      '\r',
    ],
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.array(pieces, { maxLength: 30 }).map(parts => parts.join('')),
  );
  await fc.assert(
    fc.asyncProperty(text, async body => {
      const whole = commentary({}, body);
      const source = {
        text: whole,
        file: `${path}/x.en.mdx`,
        folder: join(root, path),
        issue,
        slug: 'x',
        language: 'en',
      } as const;
      const { parsed, faults } = await parseVersion(source, setting);
      expect(parsed === undefined).toBe(faults.some(({ severity }) => severity === 'error'));
      const lines = whole.split(/\n|\r/);
      for (const { line, column, message, hint } of faults) {
        expect(line).toBeLessThanOrEqual(lines.length);
        expect(column).toBeGreaterThan(0);
        expect(message).not.toMatch(/undefined|\[object|acorn|micromark/);
        expect(hint).not.toBe('');
      }
      expect(JSON.stringify(parsed?.version.body ?? '')).not.toContain('"mdx');
    }),
    { numRuns: 1500 },
  );
});

test('nesting without end is refused and brings nothing down', { timeout: 60_000 }, async () => {
  for (const body of [
    '> '.repeat(20_000),
    '<Callout kind="note">\n'.repeat(300),
    '*'.repeat(20_000),
    '['.repeat(5000),
    '- '.repeat(5000),
  ]) {
    const { parsed, faults } = await parse(commentary({}, `${body}x`));
    expect(parsed !== undefined || faults.length > 0).toBe(true);
  }
});
