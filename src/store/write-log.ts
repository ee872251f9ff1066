import { close, fdatasync, openSync } from 'node:fs';
import { promisify } from 'node:util';

/** The log of a SQLite database in WAL (`…-wal`), to be written through to the disk beside SQLite. */
export interface WriteLog {
  /** Resolves when all that was committed until now is on the disk. Rejects where the disk says no. */
  reach(): Promise<void>;
  close(): Promise<void>;
}

const reachDisk = promisify(fdatasync);
const closeFile = promisify(close);

/**
 * SQLite's own waiting for the disk (`synchronous = FULL`) stops the event loop: 0.6 ms a commit on the disk of this measurement, which
 * was two thirds of what the ledger cost a message. Here the commit is written (`NORMAL`) and a thread of libuv waits for the disk. Locks of
 * SQLite in WAL lie on the database and on `-shm`: opening and closing the log by hand drops none of them.
 */
export function writeLog(databasePath: string): WriteLog {
  let log: number | undefined;
  return {
    reach: async () => {
      log ??= openSync(`${databasePath}-wal`, 'r+');
      await reachDisk(log);
    },
    close: async () => {
      if (log !== undefined) await closeFile(log);
      log = undefined;
    },
  };
}
