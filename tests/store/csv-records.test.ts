import { describe, expect, it } from 'vitest';
import { type CsvRecord, csvRecords } from '#store/csv-records.ts';

async function recordsOf(text: string, chunk = 7): Promise<CsvRecord[]> {
  async function* chunks(): AsyncGenerator<string> {
    for (let at = 0; at < text.length; at += chunk) yield text.slice(at, at + chunk);
  }
  const records: CsvRecord[] = [];
  for await (const block of csvRecords(chunks())) records.push(...block);
  return records;
}

describe('the rows of a CSV file', () => {
  it.each([',', ';', '\t'])('with %j between cells are read', async separator => {
    const text = `email,list\r\na@example.org,be\r\n"b@example.org","x,""y"""\r\n`.replaceAll(',', separator);
    expect(await recordsOf(text)).toEqual([
      { line: 1, cells: ['email', 'list'] },
      { line: 2, cells: ['a@example.org', 'be'] },
      { line: 3, cells: ['b@example.org', `x${separator}"y"`] },
    ]);
  });

  it.each(['\n', '\r\n', '\r'])(
    'ended by %j are numbered by their first line, empty lines counted and left out',
    async end => {
      const text = ['a,b', '', '"1', '2",3', '4,5', '', '6,7'].join(end);
      for (const chunk of [1, 3, 1000]) {
        expect(await recordsOf(text, chunk)).toEqual([
          { line: 1, cells: ['a', 'b'] },
          { line: 3, cells: ['1\n2', '3'] },
          { line: 5, cells: ['4', '5'] },
          { line: 7, cells: ['6', '7'] },
        ]);
      }
    },
  );

  it('with a missing quote lose that row only', async () => {
    const text = 'a,b\n"open,1\nc,2\n"d",3\ne"e,4\nf,5\n"g"h,6\n"i",7\n';
    expect(await recordsOf(text)).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, problem: 'quotes' },
      { line: 3, cells: ['c', '2'] },
      { line: 4, cells: ['d', '3'] },
      { line: 5, problem: 'quotes' },
      { line: 6, cells: ['f', '5'] },
      { line: 7, problem: 'quotes' },
      { line: 8, cells: ['i', '7'] },
    ]);
  });

  it('with a quote that is never closed are read after it, in a long file too', async () => {
    const rows = Array.from({ length: 5_000 }, (_, at) => `r${at}@example.org,be`);
    const records = await recordsOf(['email,list', '"open,be', ...rows].join('\n'), 1_000);
    expect(records).toHaveLength(5_002);
    expect(records.filter(record => 'problem' in record)).toEqual([{ line: 2, problem: 'quotes' }]);
    expect(records.at(-1)).toEqual({ line: 5_002, cells: ['r4999@example.org', 'be'] });
  });

  it('that are too long are reported and skipped', async () => {
    const text = `a,b\n${'x'.repeat(200_000)},1\nc,2\n"${'y'.repeat(70_000)}",3\nd,4`;
    expect(await recordsOf(text, 5_000)).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, problem: 'too-long' },
      { line: 3, cells: ['c', '2'] },
      { line: 4, problem: 'too-long' },
      { line: 5, cells: ['d', '4'] },
    ]);
  });

  it('hold whatever they hold: NUL, more cells, fewer cells', async () => {
    expect(await recordsOf('a,b\n\0,1\n1,2,3\n4\n')).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['\0', '1'] },
      { line: 3, cells: ['1', '2', '3'] },
      { line: 4, cells: ['4'] },
    ]);
  });
});
