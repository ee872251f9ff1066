import fc from 'fast-check';
import { expect, it } from 'vitest';
import { guardCell, unguardCell } from '#store/csv-cell.ts';

it.each(['=HYPERLINK("http://e.example")', '+1@b.example', '-2+3', '@x', '＝1+1', '＋1', '－1', '＠x', '\t=1'])(
  'a cell that begins like %j is no formula after guarding',
  cell => {
    expect(guardCell(cell)).toBe(`'${cell}`);
  },
);

it.each([
  ['\r=1', "'\r'=1"],
  ['fair\n=1+1', "fair\n'=1+1"],
  ['fair\r\n@x', "fair\r\n'@x"],
  ['=1\r-2\n＋3', "'=1\r'-2\n'＋3"],
])('nor is what follows a line break in %j', (cell, harmless) => {
  expect(guardCell(cell)).toBe(harmless);
});

it('an ordinary address is left as it is', () => {
  expect(guardCell('reader@example.org')).toBe('reader@example.org');
  expect(unguardCell("o'neil@example.org")).toBe("o'neil@example.org");
});

it('every text comes back from guarding unchanged', () => {
  const text = fc.oneof(
    fc.string(),
    fc.array(fc.constantFrom(...`'=+-@\t\r\n＝ab`)).map(characters => characters.join('')),
  );
  fc.assert(fc.property(text, cell => unguardCell(guardCell(cell)) === cell));
});
