import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { array, assert, constantFrom, property } from 'fast-check';
import { expect, test } from 'vitest';
import { readCarefully } from '#content/mdx-tree.ts';
import { plainTree } from '#content/plain-tree.ts';

const clone = fileURLToPath(new URL('../../', import.meta.url));

/** Whatever Markdown is made of, torn to pieces. */
const shreds = [
  ...[
    'слова',
    'words',
    'ў',
    '№',
    '5',
    '1.5',
    '%',
    'é',
    '\u0301',
    '…',
    ' ',
    ' ',
    ' ',
    '\n',
    '\n',
    '\n\n',
    '\n\n',
    '\u00A0',
  ],
  ...['«', '»', '“', '’', '—', '–', '"', "'", ',', '.', ':', ';', '!', '?', '/', '$', '=', '+', '^', '&', '#', '\\'],
  ...['*', '*', '**', '**', '***', '_', '`', '`', '``', '~', '<', '>', '{', '}', '|', ' | ', '---', '===', '```\n'],
  ...[
    '# ',
    '## ',
    '### ',
    '- ',
    '- ',
    '* ',
    '+ ',
    '1. ',
    '2) ',
    '10. ',
    '> ',
    '> ',
    '  ',
    '    ',
    '\t',
    '  \n',
    '\n-\n',
  ],
  ...[
    '[',
    ']',
    '](',
    ')',
    '(',
    '![',
    '](https://e.org/a)',
    '](/x "t")',
    '](<a b>)',
    '[ ] ',
    '[a]: /b',
    'https://e.org',
    '@',
  ],
  ...[
    '[^1]',
    '[^2]',
    '\n\n[^1]: note',
    '\n\n[^2]: other\n\n    more',
    '\n***\n',
    '\n---\n',
    'import x',
    '\nexport',
    '😀',
  ],
  ...['\n| a | b |\n| --- | :-: |\n| c | d |\n', '\n| a |\n| - |\n', '| a |', '\n| x |\n| :- |\n| **c | d** |\n'],
  ...['\n<Callout kind="note" title="Тытул">\n', '\n</Callout>\n', '\n<Callout kind="note">\n\ntext\n\n</Callout>\n'],
  ...['\n<ReadMore to="2024-04-15/x" />\n', '\n<PullQuote>\n', '\n</PullQuote>\n', '<Story title="a">', '</Story>'],
];

test('every MDX file here has the same tree from both parsers, places included', async () => {
  let plain = 0;
  for await (const file of glob('{content,tests/fixtures}/**/*.mdx', { cwd: clone })) {
    const source = await readFile(join(clone, file), 'utf8');
    const body = source.replace(/^---\n.*?\n---\n/s, front => front.replace(/[^\n]/g, ' '));
    const tree = plainTree(body);
    if (tree === undefined) continue;
    plain += 1;
    expect(readCarefully(body), file).toEqual({ tree, faults: [] });
  }
  // Most of what editors write, or the fast parser is of no use.
  expect(plain).toBeGreaterThan(30);
});

test('whatever signs follow each other, a text that the fast parser takes has the tree that remark makes of it', () => {
  let taken = 0;
  assert(
    property(array(constantFrom(...shreds), { minLength: 1, maxLength: 14 }), parts => {
      const source = parts.join('');
      const tree = plainTree(source);
      if (tree === undefined) return;
      taken += 1;
      expect(readCarefully(source)).toEqual({ tree, faults: [] });
    }),
    { numRuns: 4000 },
  );
  expect(taken).toBeGreaterThan(200);
});

test.each([
  ['code', 'import { a } from "b"\n'],
  ['an expression', 'A {secret} word.\n'],
  ['a tag inside of a line', 'A <b>bold</b> word.\n'],
  ['a tag with an expression', '<Callout kind={secret}>\n\nText.\n\n</Callout>\n'],
  ['a tag over several lines', '<Callout\n  kind="note">\n\nText.\n\n</Callout>\n'],
  [
    'nesting that a call stack would not survive',
    Array.from({ length: 3000 }, (_, at) => `${' '.repeat(2 * at)}- a`).join('\n'),
  ],
  ['a tag that never ends', '<Callout kind="note">\n\nText.\n'],
])('%s is left to the careful parser', (_, source) => {
  expect(plainTree(source)).toBeUndefined();
});
