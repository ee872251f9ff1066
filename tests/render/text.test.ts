import { toString as plainText } from 'mdast-util-to-string';
import { visit } from 'unist-util-visit';
import { describe, expect, test } from 'vitest';
import { wrapText } from '#render/pens/columns.ts';
import { drawTable } from '#render/pens/text-table.ts';
import { renderText } from '#render/text.ts';
import { everyVariant, markdown, small, whole } from './sample.ts';

const place = {
  library: small,
  language: 'en',
  bodyLanguage: 'en',
  base: 'https://lookout.example.org',
  page: 'https://lookout.example.org/en/a/',
  topLevel: 2,
} as const;
const text = (source: string) => renderText(markdown(source), place);

describe('plain text', () => {
  test('underlines its headings as far as their longest line', () => {
    expect(text('## Short\n\n### Lower\n\na')).toBe('Short\n-----\n\nLower\n-----\n\na\n');
    expect(text(`## ${'word '.repeat(20)}`).split('\n')).toEqual([
      'word word word word word word word word word word word word word word',
      'word word word word word word',
      '-'.repeat(69),
      '',
    ]);
  });

  test('tells its links by numbers and one address by one', () => {
    expect(text('[a](https://x.example.org/) [b](/en/b/) [c](https://x.example.org/)')).toBe(
      'a\u00a0[1] b\u00a0[2] c\u00a0[1]\n\n[1] https://x.example.org/\n[2] https://lookout.example.org/en/b/\n',
    );
  });

  test('says an address once that is its own words, and forgets one that runs something', () => {
    expect(text('<https://x.example.org/> [b](javascript:alert)')).toBe('https://x.example.org/ b\n');
  });

  test('puts quotes behind a sign, lists under their signs, code apart', () => {
    expect(text('> a\n>\n> b')).toBe('> a\n>\n> b\n');
    expect(text('- a\n  - b\n- [x] c\n\n3. d\n4. e')).toBe('- a\n  - b\n- [x] c\n\n3. d\n4. e\n');
    expect(text('```\na  b\n```')).toBe('    a  b\n');
  });

  test('numbers its footnotes with raised digits', () => {
    expect(text('a[^x] b[^y] c[^x]\n\n[^x]: d\n[^y]: e')).toBe('a¹ b² c¹\n\nNotes\n-----\n\n¹ d\n\n² e\n');
  });

  test('keeps the breaks of lines that the author made, and no others', () => {
    expect(text('a\nb\\\nc')).toBe('a b\nc\n');
  });

  test('gives a word that is too long a line of its own and never breaks at a no-break space', () => {
    const long = 'x'.repeat(80);
    expect(wrapText(`a ${long} b`)).toEqual(['a', long, 'b']);
    expect(wrapText('aaaa bb\u00a0cc', 8)).toEqual(['aaaa', 'bb\u00a0cc']);
  });

  test('counts characters and not bytes, nor marks that take no room', () => {
    expect(wrapText('й'.normalize('NFD').repeat(5), 5)).toHaveLength(1);
    expect(wrapText('ў ў ў', 5)).toEqual(['ў ў ў']);
  });
});

describe('a table as text', () => {
  const rows = [
    ['Day', 'Count'],
    ['Monday', '3'],
  ];

  test('stands in columns where it fits', () => {
    expect(drawTable(rows, 72)).toEqual([['Day     Count', '------  -----', 'Monday  3']]);
  });

  test('becomes lines of words where it does not', () => {
    expect(drawTable(rows, 10)).toEqual([['Day:', 'Monday', 'Count: 3']]);
  });
});

test('the text parts hold every word of every piece', async () => {
  for (const { name, mail, selection } of await everyVariant(whole, ['plain'])) {
    const squeezed = mail.text.replaceAll(/[\s>|]+/g, '');
    for (const { version } of selection.pieces)
      visit(version.body, 'text', node => {
        const words = plainText(node).replaceAll(/[\s>|]+/g, '');
        expect(squeezed.includes(words), `${name}: ${node.value}`).toBe(true);
      });
  }
});
