import { type Kysely, sql } from 'kysely';
import { openKeyRing } from '#keys/key-ring.ts';
import { makeKeys } from '#keys/wrapped-key.ts';
import { type Database, openDatabase } from './database.ts';
import { isDuplicate } from './database-errors.ts';
import { readKeys, writeKeys } from './keys.ts';
import { migrations } from './migrations/all.ts';
import type { Migration } from './migrations/migration.ts';
import type { StoreSource } from './open.ts';
import type { Tables } from './schema.ts';
import { ourSchemaVersion, schemaNewer, schemaVersion } from './schema-version.ts';
import { holdOffSenders } from './sender-lock.ts';

export interface Migrated {
  readonly from: number;
  readonly to: number;
  /** Names of the steps that were done now. */
  readonly done: readonly string[];
}

/**
 * Makes a database, or brings its schema to this version, and makes its keys at the first time. The only function that
 * changes a schema. Throws VesnikError: `sender-busy` while a sender lives and something is to be done, `schema-newer`, `wrong-key` and those of
 * `openDatabase`. A rival that migrates at the same moment is waited for; a step that fails leaves no trace.
 */
export async function migrate({ url, masterKey }: StoreSource, now: Date): Promise<Migrated> {
  const database = await openDatabase(url, { makeIfMissing: true });
  try {
    const from = await schemaVersion(database);
    if (from > ourSchemaVersion) throw schemaNewer(database.place, from);
    if (from === ourSchemaVersion && (await keysOpen(database, masterKey))) return { from, to: from, done: [] };
    const release = await holdOffSenders(database);
    try {
      const done = await migrateTo(database, migrations, now);
      await ensureKeys(database, masterKey, now);
      return { from, to: ourSchemaVersion, done };
    } finally {
      await release();
    }
  } finally {
    await database.close();
  }
}

/** Runs those of `steps` that the database has not behind it; their names. */
export async function migrateTo(database: Database, steps: readonly Migration[], now: Date): Promise<string[]> {
  await sql`create table if not exists migrations (
    version integer not null primary key, name text not null, applied_at bigint not null)`
    .execute(database.db)
    .catch(error => {
      // PostgreSQL tells one of two rivals so, in spite of `if not exists`.
      if (!isDuplicate(error)) throw error;
    });
  const done: string[] = [];
  for (const step of steps) if (await apply(database, step, now)) done.push(step.name);
  return done;
}

// The row goes in first: a rival doing the same step waits for it, then finds it there.
async function apply({ db, dialect }: Database, { version, name, up }: Migration, now: Date): Promise<boolean> {
  const behind = await db.selectFrom('migrations').select('version').where('version', '=', version).executeTakeFirst();
  if (behind !== undefined) return false;
  try {
    await db.transaction().execute(async transaction => {
      await transaction.insertInto('migrations').values({ version, name, applied_at: now.getTime() }).execute();
      await up(transaction, dialect);
    });
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}

async function keysOpen(database: Pick<Database, 'db'>, masterKey: Uint8Array): Promise<boolean> {
  const wrapped = await readKeys(database);
  if (wrapped.length > 0) openKeyRing(masterKey, wrapped);
  return wrapped.length > 0;
}

async function ensureKeys(database: Database, masterKey: Uint8Array, now: Date): Promise<void> {
  await database.db.transaction().execute(async (transaction: Kysely<Tables>) => {
    if (!(await keysOpen({ db: transaction }, masterKey))) await writeKeys(transaction, makeKeys(masterKey), now);
  });
}
