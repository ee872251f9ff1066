import { z } from 'zod';
import { backupDamaged } from './backup-trouble.ts';

/**
 * A backup before it is compressed and encrypted: lines of JSON in UTF-8, each with LF at its end. First `BackupHead`; per table a
 * `TableLine` and its rows, an array each, bytes in base64; last `BackupEnd`. Any program can read it: `age -d -i identity file | gunzip`.
 */
export const backupHead = z.object({
  vesnik: z.literal('backup'),
  format: z.number(),
  /** Version of the schema. */
  schema: z.number().int().positive(),
  /** ISO 8601, UTC. */
  made: z.string(),
});
export const backupFormat = 1;
export type BackupHead = z.infer<typeof backupHead>;

export const tableLine = z.object({ table: z.string(), columns: z.array(z.string()), bytes: z.array(z.string()) });

export const rowLine = z.array(z.union([z.string(), z.number(), z.boolean(), z.null()]));

export const backupEnd = z.object({
  end: z.literal(true),
  /** Rows of each table. */
  rows: z.record(z.string(), z.number()),
  /** Of all lines before this one, in hexadecimal. */
  sha256: z.string(),
});
export type BackupEnd = z.infer<typeof backupEnd>;

/** The value that a line holds. Throws VesnikError `backup-damaged`. */
export function parsedLine(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString('utf8'));
  } catch (cause) {
    throw backupDamaged('A line in it cannot be read.', cause);
  }
}

/** The lines of a stream of bytes, without their LF; one line at a time in memory. What follows the last LF is a line too. */
export async function* linesOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let begun: Buffer[] = [];
  for await (const chunk of source) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let start = 0;
    for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
      yield Buffer.concat([...begun, bytes.subarray(start, end)]);
      begun = [];
      start = end + 1;
    }
    // A copy: the chunk may be used again by whoever gave it.
    if (start < bytes.length) begun.push(Buffer.from(bytes.subarray(start)));
  }
  if (begun.length > 0) yield Buffer.concat(begun);
}
