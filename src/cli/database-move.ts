import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { type Database, openDatabase } from '#store/database.ts';
import { moveDatabase } from '#store/move.ts';
import type { ExitCode } from './command.ts';
import { counted } from './output.ts';
import { readSettings } from './settings.ts';
import { refuseWhenStopped } from './stopping.ts';
import type { Terminal } from './terminal.ts';

export interface Move {
  /** Addresses of databases; the one that is absent is that of the settings. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly json: boolean;
}

/** `migrate --from --to`. Throws VesnikError as `moveDatabase` and `openDatabase` do, `stopped` after a signal; then nothing was moved. */
export async function moveBetween({ from, to, json }: Move, terminal: Terminal): Promise<ExitCode> {
  const source = await openDatabase(addressFrom(from, terminal));
  try {
    const target = addressFrom(to, terminal);
    const path = target.startsWith('file:') ? target.slice('file:'.length) : undefined;
    const wasThere = path === undefined || existsSync(path);
    const database = await openDatabase(target, { makeIfMissing: true });
    try {
      await move(source, database, { json }, terminal);
      await database.close();
    } catch (error) {
      await database.close();
      if (!wasThere) for (const end of ['', '-wal', '-shm']) await rm(`${path}${end}`, { force: true });
      throw error;
    }
  } finally {
    await source.close();
  }
  return 0;
}

function addressFrom(given: string | undefined, { env }: Terminal): string {
  return readSettings(given === undefined ? env : { ...env, VESNIK_DATABASE_URL: given }).databaseUrl;
}

async function move(from: Database, to: Database, { json }: Pick<Move, 'json'>, terminal: Terminal): Promise<void> {
  const progress = terminal.progress('Moving rows, each read twice and compared');
  const tables = await moveDatabase(from, to, {
    now: new Date(),
    onProgress: rows => {
      refuseWhenStopped(terminal.signal, 'Nothing was moved.');
      progress.update(rows);
    },
  }).finally(() => progress.end());
  if (json) return terminal.json({ from: from.place, to: to.place, tables });
  const count = (table: string): number => tables[table]?.rows ?? 0;
  terminal.say(
    `Moved to ${to.place}: ${counted(count('subscribers'), 'subscriber', 'subscribers')}, ${counted(count('mailings'), 'mailing', 'mailings')}, ${counted(count('deliveries'), 'delivery', 'deliveries')}. Counts and digests of ${Object.keys(tables).length} tables agree.`,
    `What to do now:`,
    `  1. Set VESNIK_DATABASE_URL to it, on every machine; the key stays the same.`,
    `  2. Look it all over: npx vesnik doctor`,
    `  3. Start serve and worker again: mailings go on where they stood.`,
    `  4. ${from.place} opens no more. Delete it when the first backup of the new one is made.`,
  );
}
