/** A mail of an mbox: its beginning, and where it lies in the file, its `From ` line included. */
export interface MboxMail {
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
}

// RFC 4155, appendix A: `From reader@example.org Mon Apr 22 09:00:00 2024`; some put a zone before the year or after it.
const fromLine = /^From \S.*\b\d\d:\d\d(?::\d\d)?\b.*\b(?:19|20)\d\d\b/;
const longestFromLine = 1000;
const newline = 10;
const carriageReturn = 13;
const greaterThan = 62;
const capitalF = 70;

/**
 * Splits an mbox (mboxo, mboxrd) as it is read: a `From ` line with a moment, at the start or after an empty line, begins a mail; `>From `
 * loses its `>`. Keeps `mostBytes` of each mail and no more of a line than that, so a file of any size and any shape is read
 * in bounded memory.
 */
export async function* splitMbox(chunks: AsyncIterable<Buffer>, mostBytes: number): AsyncGenerator<MboxMail> {
  let kept: Buffer[] = [];
  let keptBytes = 0;
  let start = 0;
  let at = 0;
  let wasEmpty = true;
  const mail = (): MboxMail => ({ bytes: Buffer.concat(kept), start, end: at });
  for await (const some of pieces(chunks)) {
    for (const { line, startsLine, endsLine } of some) {
      if (startsLine && wasEmpty && isFromLine(line, at)) {
        if (at > start) yield mail();
        start = at;
        kept = [];
        keptBytes = 0;
      } else if (keptBytes < mostBytes) {
        // A copy: a part of a chunk would hold all of it.
        const part = Buffer.from((startsLine ? unquoted(line) : line).subarray(0, mostBytes - keptBytes));
        kept.push(part);
        keptBytes += part.length;
      }
      at += line.length;
      wasEmpty = startsLine && endsLine && (line.length === 1 || (line.length === 2 && line[0] === carriageReturn));
    }
  }
  if (at > start) yield mail();
}

interface Piece {
  readonly line: Buffer;
  readonly startsLine: boolean;
  readonly endsLine: boolean;
}

const longestPiece = 64 * 1024;

/** Lines with their ends, those of a chunk at once; one longer than 64 kB comes in pieces. */
async function* pieces(chunks: AsyncIterable<Buffer>): AsyncGenerator<readonly Piece[]> {
  let held: Buffer = Buffer.alloc(0);
  let startsLine = true;
  for await (const chunk of chunks) {
    const some: Piece[] = [];
    let rest = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    for (;;) {
      const end = rest.indexOf(newline);
      const length = end === -1 ? (rest.length >= longestPiece ? rest.length : 0) : end + 1;
      if (length === 0) break;
      some.push({ line: rest.subarray(0, length), startsLine, endsLine: end !== -1 });
      startsLine = end !== -1;
      rest = rest.subarray(length);
    }
    held = rest;
    yield some;
  }
  if (held.length > 0) yield [{ line: held, startsLine, endsLine: false }];
}

// The first line of the file needs no moment: the file was taken for an mbox by it.
function isFromLine(line: Buffer, at: number): boolean {
  if (line[0] !== capitalF || line.length > longestFromLine) return false;
  const text = line.toString('latin1');
  return fromLine.test(text) || (at === 0 && text.startsWith('From '));
}

function unquoted(line: Buffer): Buffer {
  if (line[0] !== greaterThan) return line;
  return /^>+From /.test(line.subarray(0, 100).toString('latin1')) ? line.subarray(1) : line;
}
