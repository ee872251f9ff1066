import { stripVTControlCharacters, styleText } from 'node:util';
import { escapeControls } from './redact.ts';

/** The looks that a terminal may give to words. */
type Look = 'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'cyan';

/** Puts a look on words, or leaves them as they are where colours are not wanted. */
export type Paint = (look: Look, words: string) => string;

interface Stream {
  readonly isTTY?: boolean;
}

/** Whether a stream is to be coloured: a terminal, `NO_COLOR` not set (no-color.org), not `TERM=dumb`. */
export function wantsColour(stream: Stream, env: Readonly<Record<string, string | undefined>>): boolean {
  return stream.isTTY === true && (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb';
}

export function paint(isColoured: boolean): Paint {
  return (look, words) => (isColoured ? styleText(look, words, { validateStream: false }) : words);
}

/** One column of a table: numbers stand at the right. */
export interface Column {
  readonly title?: string;
  readonly align?: 'left' | 'right';
}

/** Rows as aligned columns, two spaces between them, each line indented by two; titles only where a column has one. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const titles = columns.some(({ title }) => title !== undefined) ? [columns.map(({ title }) => title ?? '')] : [];
  const all = [...titles, ...rows].map(row => row.map(escapeControls));
  const widths = columns.map((_, index) => Math.max(0, ...all.map(row => visibleWidth(row[index] ?? ''))));
  return all.map(row =>
    `  ${columns
      .map(({ align }, index) => {
        const cell = row[index] ?? '';
        const gap = ' '.repeat((widths[index] ?? 0) - visibleWidth(cell));
        return align === 'right' ? gap + cell : cell + gap;
      })
      .join('  ')}`.trimEnd(),
  );
}

/** Words in lines of at most `width` characters, each with the indent in front; a word longer than that stands alone. */
export function wrap(words: string, width: number, indent = ''): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words.split(/\s+/u).filter(Boolean)) {
    if (line !== '' && visibleWidth(`${line} ${word}`) > width - indent.length) {
      lines.push(indent + line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, indent + line];
}

/** "1 person", "2 people", "1,200 people". */
export function counted(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}

/** "23 minutes", "5 hours", "3 days". */
export function spanOf(minutes: number): string {
  if (minutes < 120) return counted(minutes, 'minute', 'minutes');
  return minutes < 48 * 60 ? `${Math.round(minutes / 60)} hours` : `${Math.round(minutes / 60 / 24)} days`;
}

function visibleWidth(words: string): number {
  return [...stripVTControlCharacters(words)].length;
}
