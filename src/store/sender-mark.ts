import { readFile, rename, writeFile } from 'node:fs/promises';
import { sql } from 'kysely';
import type { Database } from './database.ts';
import { explain } from './database-errors.ts';
import { inTransaction } from './transaction.ts';

/** Where the mark of a SQLite database lies: beside it. */
export function senderMarkFile(database: string): string {
  return `${database}-mark`;
}

/**
 * Counts on from the further of both: in the database (`user_version`, part of the file) and, once that is committed, in the file beside
 * it. Senders do so when they begin, while they send and when they end, so a copy of the database that was made before is behind the
 * file. No change on PostgreSQL.
 */
export async function advanceMark(database: Database): Promise<void> {
  const { lockTarget, place } = database;
  if (lockTarget.kind !== 'file') return;
  const beside = await besideIt(lockTarget.mark, place);
  const reached = await inTransaction(database, async transaction => {
    const next = Math.max(await inDatabase({ db: transaction }), beside) + 1;
    await sql`pragma user_version = ${sql.raw(String(next))}`.execute(transaction);
    return next;
  });
  try {
    const draft = `${lockTarget.mark}.new`;
    await writeFile(draft, `${reached}\n`, { mode: 0o600 });
    await rename(draft, lockTarget.mark);
  } catch (error) {
    throw explain(error, place);
  }
}

/** Mail has left from here since this database was what it is now: an older copy was put in its place, or the disk lost commits. */
export async function isBehindMark({ db, lockTarget, place }: Database): Promise<boolean> {
  if (lockTarget.kind !== 'file') return false;
  return (await inDatabase({ db })) < (await besideIt(lockTarget.mark, place));
}

async function inDatabase({ db }: Pick<Database, 'db'>): Promise<number> {
  const { rows } = await sql<{ user_version: number }>`pragma user_version`.execute(db);
  return rows[0]?.user_version ?? 0;
}

// One that is missing or no number says nothing.
async function besideIt(file: string, place: string): Promise<number> {
  try {
    return Number.parseInt(await readFile(file, 'utf8'), 10) || 0;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 0;
    throw explain(error, place);
  }
}
