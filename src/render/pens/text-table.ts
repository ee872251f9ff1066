import { textWidth, wrapText } from './columns.ts';

/**
 * A table in columns where it fits; else each row as lines of `heading: words`. The first row holds the headings. One
 * paragraph, or one a row.
 */
export function drawTable([headings = [], ...rows]: readonly string[][], columns: number): string[][] {
  const all = [headings, ...rows];
  const widths = headings.map((_, at) => Math.max(...all.map(row => textWidth(row[at] ?? ''))));
  const total = widths.reduce((sum, width) => sum + width + 2, -2);
  if (total > columns) return rows.map(row => row.flatMap((cell, at) => wrapText(`${headings[at]}: ${cell}`, columns)));
  const line = (row: readonly string[]) =>
    widths
      .map((width, at) => pad(row[at] ?? '', width))
      .join('  ')
      .trimEnd();
  return [[line(headings), widths.map(width => '-'.repeat(width)).join('  '), ...rows.map(line)]];
}

function pad(cell: string, width: number): string {
  return cell + ' '.repeat(Math.max(0, width - textWidth(cell)));
}
