import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Tables } from './schema.ts';
import type { TableShape } from './schema-shape.ts';
import { tableRows } from './table-rows.ts';

/** What a table holds, the same on both databases. */
export interface TableDigest {
  readonly rows: number;
  /** Sum of the SHA-256 of all rows, modulo 2^256, in hexadecimal: databases sort text each in their own way. */
  readonly sha256: string;
}

/** Reads every row of the tables, in memory that does not grow with them. */
export async function tableDigests(
  db: Kysely<Tables>,
  shapes: readonly TableShape[],
  onRows: (rows: number) => void = () => {},
): Promise<Record<string, TableDigest>> {
  const digests: Record<string, TableDigest> = {};
  for (const shape of shapes) {
    let rows = 0;
    let sum = 0n;
    for await (const lines of tableRows(db, shape)) {
      for (const line of lines) sum += BigInt(`0x${createHash('sha256').update(line).digest('hex')}`);
      sum = BigInt.asUintN(256, sum);
      rows += lines.length;
      onRows(lines.length);
    }
    digests[shape.name] = { rows, sha256: sum.toString(16).padStart(64, '0') };
  }
  return digests;
}
