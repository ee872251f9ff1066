import { createHash, type Hash } from 'node:crypto';
import type { SlotValues } from '#slots.ts';
import type { BodyHole } from './body-holes.ts';
import { relaxedBody, relaxedEnd, relaxedLines } from './dkim-canonical.ts';
import { dotStuffed } from './message.ts';

/** A composed body, cut at what differs per recipient; all that is alike is encoded, dot-stuffed and hashed once. */
export interface TemplateBody {
  /** The body of one recipient in pieces, those without a slot shared by all. */
  fill(values: SlotValues): FilledBody;
}

interface FilledBody {
  readonly pieces: () => readonly Buffer[];
  readonly stuffed: readonly Buffer[];
  /** A fresh hash (SHA-256) over the body in relaxed form (RFC 6376, 3.4.4). */
  hash(): Hash;
}

/**
 * `head` comes before the body and is no part of the hash; `body` is ended by CRLF. A hole begins and ends with neither blank nor
 * line end, and no line in it begins with a dot.
 */
export function templateBody(head: Buffer, body: Buffer, holes: readonly BodyHole[]): TemplateBody {
  const stretches = stretchesBetween(head, body, holes);
  const [first, ...others] = stretches;
  const begun = createHash('sha256');
  if (first !== undefined) begun.update(first.relaxed);
  return {
    fill: values => {
      const filled = holes.map(hole => Buffer.from(hole.fill(values), 'latin1'));
      const between = (read: (stretch: Stretch) => Buffer): Buffer[] =>
        stretches.flatMap((stretch, at) => {
          const hole = filled[at];
          return hole === undefined ? [read(stretch)] : [read(stretch), hole];
        });
      return {
        pieces: () => between(stretch => stretch.plain),
        stuffed: between(stretch => stretch.stuffed),
        hash: () => {
          const hash = begun.copy();
          filled.forEach((hole, at) => {
            hash.update(hole);
            const next = others[at];
            if (next !== undefined) hash.update(next.relaxed);
          });
          return hash;
        },
      };
    },
  };
}

/** What lies before, between and after the holes. Mostly one buffer three times. */
interface Stretch {
  readonly plain: Buffer;
  readonly stuffed: Buffer;
  readonly relaxed: Buffer;
}

function stretchesBetween(head: Buffer, body: Buffer, holes: readonly BodyHole[]): Stretch[] {
  const starts = [0, ...holes.map(hole => hole.end)];
  return starts.map((start, at) => {
    const bytes = body.subarray(start, holes[at]?.start ?? body.length);
    const relaxed = Buffer.from(relaxedStretch(bytes.toString('latin1'), at, holes.length), 'latin1');
    const plain = at === 0 ? Buffer.concat([head, bytes]) : bytes;
    // Behind a hole nothing stands at the start of a line.
    return { plain, stuffed: dotStuffed(plain, at === 0), relaxed: relaxed.equals(bytes) ? bytes : relaxed };
  });
}

function relaxedStretch(text: string, at: number, last: number): string {
  if (at < last) return relaxedLines(text);
  return last === 0 ? relaxedBody(text) : relaxedEnd(relaxedLines(text));
}
