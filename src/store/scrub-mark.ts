import { existsSync, rmSync, writeFileSync } from 'node:fs';

/** A file of no bytes beside a SQLite database: what was deleted still has bytes in its log, which somebody was reading. */
export interface ScrubMark {
  isSet(): boolean;
  set(): void;
  clear(): void;
}

/** The mark of the database at `databasePath`, the same for all programs that have it open. */
export function scrubMark(databasePath: string): ScrubMark {
  const file = `${databasePath}-scrub`;
  return {
    isSet: () => existsSync(file),
    set: () => {
      try {
        writeFileSync(file, '', { mode: 0o600 });
      } catch {
        // A full disk: what is done each hour does it.
      }
    },
    clear: () => rmSync(file, { force: true }),
  };
}
