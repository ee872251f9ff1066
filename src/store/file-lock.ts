import { closeSync, existsSync, openSync } from 'node:fs';
import SqliteFile from 'better-sqlite3';
import { explain, isBusy } from './database-errors.ts';

export interface HeldLock {
  /** Aborted when the lock was lost while the process lives on (a dropped connection): stop sending at once. */
  readonly lost: AbortSignal;
  release(): Promise<void>;
}

// An open file that nobody refers to any more is closed by the garbage collector, and its lock is gone.
const kept = new Set<SqliteFile.Database>();

/**
 * An exclusive lock that dies with the process, by way of SQLite's own locks on a file that stays empty. Undefined when
 * somebody else holds it.
 */
export function takeFileLock(path: string): HeldLock | undefined {
  let file: SqliteFile.Database | undefined;
  try {
    // Never opened by hand when it exists: closing such a handle would drop this process's POSIX locks on the file.
    if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600));
    const held = new SqliteFile(path, { timeout: 0 });
    file = held;
    held.exec('begin exclusive');
    kept.add(held);
    return {
      lost: new AbortController().signal,
      release: async () => {
        kept.delete(held);
        held.close();
      },
    };
  } catch (error) {
    file?.close();
    if (isBusy(error)) return undefined;
    // The trouble is of the database beside it, whose name people know.
    throw explain(error, path.replace(/\.(?:sender|outbox)$/, ''));
  }
}
