import type { Kysely } from 'kysely';
import { VesnikError } from '#errors.ts';
import type { StoreDialect } from './dialect.ts';
import { openPostgres } from './postgres-database.ts';
import type { AdmitRows } from './row-admission.ts';
import type { Tables } from './schema.ts';
import { openSqlite } from './sqlite-database.ts';

/** An open database, its schema not yet looked at. */
export interface Database {
  readonly db: Kysely<Tables>;
  readonly dialect: StoreDialect;
  /** What messages call it: a path, or a URL without its password. */
  readonly place: string;
  /** How a sender's lock is reached (sender-lock.ts). */
  readonly lockTarget: LockTarget;
  /** Adds many subscribers at once (row-admission.ts). */
  readonly admit: AdmitRows;
  /**
   * Takes the bytes of what was deleted out of SQLite's log; those in its file were overwritten at once. Waits a second
   * for others who read; false: one still did, call it again later. PostgreSQL overwrites them in its own time.
   */
  scrub(): Promise<boolean>;
  /** Whether a `scrub` failed, of whichever program, and none has succeeded since. */
  owesScrub(): boolean;
  close(): Promise<void>;
}

type LockTarget =
  | { readonly kind: 'file'; readonly path: string /** Of sender-mark.ts. */; readonly mark: string }
  | { readonly kind: 'postgres'; readonly connectionString: string };

export interface OpenOptions {
  readonly makeIfMissing?: boolean | undefined;
  /** How long a statement on SQLite waits for another program's write; 10 s. */
  readonly patienceMs?: number | undefined;
}

/**
 * Opens `file:…` (relative to the working directory) or `postgres://…`. Throws VesnikError: `database-url`,
 * `database-missing` (unless it may be made), `database-empty`, and those of database-errors.ts.
 */
export async function openDatabase(
  url: string,
  { makeIfMissing = false, patienceMs = 10_000 }: OpenOptions = {},
): Promise<Database> {
  if (url.startsWith('file:')) return openSqlite(url.slice('file:'.length), { makeIfMissing, patienceMs });
  if (/^postgres(?:ql)?:\/\//.test(url)) {
    if (!isReadable(url)) throw unreadable();
    return openPostgres(url);
  }
  throw new VesnikError({
    code: 'database-url',
    message: 'The database URL begins with neither file: nor postgres://.',
    hint: 'For example: VESNIK_DATABASE_URL=file:data/vesnik.db',
    kind: 'usage',
  });
}

// A password's own `#` or `/` would end the host before it begins: the rest of the password would be taken for a name.
function isReadable(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { hash, pathname } = new URL(url);
  return hash === '' && !pathname.includes('@');
}

function unreadable(): VesnikError {
  return new VesnikError({
    code: 'database-url',
    message: 'VESNIK_DATABASE_URL is not a valid address. It is not shown here, for it may hold a password.',
    hint: 'It looks like postgres://user:password@host:5432/name. In user and password write # as %23, / as %2F, ? as %3F, @ as %40, : as %3A and % as %25.',
    kind: 'usage',
  });
}
