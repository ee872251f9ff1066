import { closeSync, existsSync, mkdirSync, openSync, realpathSync, rmSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import SqliteFile from 'better-sqlite3';
import { Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import { VesnikError } from '#errors.ts';
import type { Database } from './database.ts';
import { explain } from './database-errors.ts';
import { sqliteDialect } from './dialect.ts';
import { type Patience, patiently } from './patience.ts';
import type { Tables } from './schema.ts';
import { scrubMark } from './scrub-mark.ts';
import { senderMarkFile } from './sender-mark.ts';
import { sqliteAdmission } from './sqlite-admission.ts';
import { sqliteDriver } from './sqlite-driver.ts';
import { type WriteLog, writeLog } from './write-log.ts';

/** Opens the file in WAL with synchronous=FULL (how: sqlite-driver.ts), secure_delete and foreign keys. A new one is made with mode 0600. */
export async function openSqlite(
  path: string,
  { makeIfMissing, patienceMs }: { readonly makeIfMissing: boolean; readonly patienceMs: number },
): Promise<Database> {
  const file = resolve(path);
  if (existsSync(file)) refuseEmpty(file);
  else if (makeIfMissing) make(file);
  else throw missing(file);
  const real = realPath(file);
  const patience = { place: file, patienceMs };
  const sqlite = await opened(patience);
  const db = kyselyOn(sqlite, patience, isInWal(sqlite) ? writeLog(file) : undefined);
  const mark = scrubMark(real);
  return {
    db,
    dialect: sqliteDialect,
    place: file,
    lockTarget: { kind: 'file', path: `${real}.sender`, mark: senderMarkFile(real) },
    admit: sqliteAdmission(sqlite, db, patience),
    scrub: async () => {
      const isDone = await emptyLog(sqlite, db);
      if (isDone) mark.clear();
      else mark.set();
      return isDone;
    },
    owesScrub: () => mark.isSet(),
    close: async () => {
      await db.destroy();
      sqlite.close();
    },
  };
}

const longestScrubMs = 1000;

async function emptyLog(sqlite: SqliteFile.Database, db: Kysely<Tables>): Promise<boolean> {
  for (const startedMs = performance.now(); ; await wait(20)) {
    // While a transaction is open Kysely lends its only connection to nobody else.
    const isBusy = await db
      .connection()
      .execute(async () => sqlite.pragma('wal_checkpoint(TRUNCATE)', { simple: true }));
    if (isBusy === 0) return true;
    if (performance.now() - startedMs > longestScrubMs) return false;
  }
}

/** A database in memory, for a look at a schema; gone when it is destroyed. */
export function sqliteInMemory(): Kysely<Tables> {
  return kyselyOn(new SqliteFile(':memory:'), { place: ':memory:', patienceMs: 0 });
}

function kyselyOn(sqlite: SqliteFile.Database, patience: Patience, log?: WriteLog): Kysely<Tables> {
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => sqliteDriver(sqlite, patience, log),
      createIntrospector: kysely => new SqliteIntrospector(kysely),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });
}

// No waiting inside better-sqlite3 (`timeout: 0`): it would stop the event loop.
function opened(patience: Patience): Promise<SqliteFile.Database> {
  return patiently(patience, () => {
    const sqlite = new SqliteFile(patience.place, { fileMustExist: true, timeout: 0 });
    try {
      sqlite.pragma('journal_mode = WAL');
      sqlite.pragma('synchronous = FULL');
      sqlite.pragma('secure_delete = ON');
      sqlite.pragma('foreign_keys = ON');
      sqlite.pragma('temp_store = MEMORY');
      // 16 MB: the indexes of a million subscribers do not fit into SQLite's own 2.
      sqlite.pragma('cache_size = -16000');
      // 16 MB of log between checkpoints: a page that several batches change is written back once.
      sqlite.pragma('wal_autocheckpoint = 4000');
      return sqlite;
    } catch (error) {
      sqlite.close();
      throw error;
    }
  });
}

// A file system without shared memory leaves the journal of old, which SQLite itself must bring to the disk.
function isInWal(sqlite: SqliteFile.Database): boolean {
  return sqlite.pragma('journal_mode', { simple: true }) === 'wal';
}

// One database has one lock, whichever links lead to it.
function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch (error) {
    throw explain(error, file);
  }
}

function make(file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    closeSync(openSync(file, 'wx', 0o600));
    // Of a database that lay here before.
    rmSync(senderMarkFile(file), { force: true });
  } catch (error) {
    throw explain(error, file);
  }
}

// SQLite takes a file of no bytes for a new database: one that was cut off would silently become an empty list.
function refuseEmpty(file: string): void {
  if (statSync(file).size > 0) return;
  throw new VesnikError({
    code: 'database-empty',
    message: `The database ${file} is a file of no bytes: it was cut off, or making it was interrupted.`,
    hint: `If there were subscribers in it: stop serve and worker, move it away together with ${file}-wal and ${file}-shm, and put your newest backup there: npx vesnik restore <backup> --identity <file>\nIf it never held anything: delete it and type npx vesnik migrate`,
    kind: 'usage',
  });
}

function missing(file: string): VesnikError {
  return new VesnikError({
    code: 'database-missing',
    message: `There is no database at ${file}.`,
    hint: 'To make a new one: npx vesnik migrate. If there should be one, check VESNIK_DATABASE_URL.',
    kind: 'usage',
  });
}
