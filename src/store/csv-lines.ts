/** A line of a file without its end. */
export interface Line {
  /** Counts from 1. */
  readonly number: number;
  readonly text: string;
  /** Longer than any row of a list of subscribers; the text is empty. */
  readonly tooLong: boolean;
}

/** No row of a list is longer, and no row takes more memory. */
export const longestLine = 65_536;

/** Lines (ended by LF, CR LF or CR) a block at a time, in memory that does not grow with the file. */
export async function* lineBlocks(chunks: AsyncIterable<string>): AsyncGenerator<Line[]> {
  let number = 0;
  let rest = '';
  let skipping = false;
  const line = (text: string): Line => {
    number += 1;
    const tooLong = skipping || text.length > longestLine;
    skipping = false;
    return { number, text: tooLong ? '' : text, tooLong };
  };
  for await (const chunk of chunks) {
    const text = rest + chunk;
    // A CR at the end of a chunk may have its LF in the next one.
    const whole = text.endsWith('\r') ? text.slice(0, -1) : text;
    const parts = whole.split(/\r\n|\n|\r/);
    rest = (parts.pop() ?? '') + text.slice(whole.length);
    const block = parts.map(line);
    if (rest.length > longestLine) {
      rest = rest.endsWith('\r') ? '\r' : '';
      skipping = true;
    }
    if (block.length > 0) yield block;
  }
  if (rest !== '' || skipping) yield [line(rest.replace(/\r$/, ''))];
}
