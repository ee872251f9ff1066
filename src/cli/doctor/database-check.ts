import { stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sql } from 'kysely';
import type { Database } from '#store/database.ts';
import { checkSchema, ourSchemaVersion } from '#store/schema-version.ts';
import { sharesFolder } from '../backup/backup-place.ts';
import { isInTrackedTree } from '../git-tree.ts';
import type { Settings } from '../settings.ts';
import { type Diagnosis, diagnose, error, ok, unknown, warning } from './diagnosis.ts';

/** The database that opened: its content, its schema, its place. Reads all of an SQLite file: some seconds a gigabyte. */
export async function checkDatabase(database: Database, settings: Settings): Promise<Diagnosis[]> {
  const { place, dialect } = database;
  return [
    ...(await diagnose('database.schema', async () => {
      await checkSchema(database);
      return [ok('database.schema', `${place} has the schema of this version (${ourSchemaVersion}).`)];
    })),
    ...(dialect.name === 'sqlite' ? await checkFile(database, settings) : await checkServer(database)),
  ];
}

async function checkFile({ db, place }: Database, { root }: Settings): Promise<Diagnosis[]> {
  return [
    ...(await diagnose('database.integrity', async () => {
      const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check(3)`.execute(db);
      const { rows: orphans } = await sql`pragma foreign_key_check`.execute(db);
      if (orphans.length === 0 && rows.every(row => row.integrity_check === 'ok')) {
        return [ok('database.integrity', 'Every page and every index of it is sound.')];
      }
      const hint = 'Keep a copy of the file, stop all senders, and put your newest good copy back: npx vesnik restore';
      return [error('database.integrity', 'It is damaged: pages or indexes contradict each other.', hint)];
    })),
    ...(await journalOf({ db, place })),
    ...(await roomFor(place)),
    ...(await placeOf(place, root)),
  ];
}

async function journalOf({ db, place }: Pick<Database, 'db' | 'place'>): Promise<Diagnosis[]> {
  const { rows } = await sql<{ journal_mode: string }>`pragma journal_mode`.execute(db);
  const mode = rows[0]?.journal_mode;
  const logBytes = (await sizeOf(`${place}-wal`)) ?? 0;
  const fileBytes = (await sizeOf(place)) ?? 0;
  if (mode !== 'wal') {
    const hint = 'Its disk may not allow that (a network folder?): put the database on a disk of this machine.';
    return [error('database.journal', `It is not in WAL mode but in ${mode ?? 'none'}.`, hint)];
  }
  if (logBytes <= Math.max(fileBytes, 256e6)) return [ok('database.journal', 'It is in WAL mode.')];
  return [
    warning(
      'database.journal',
      `Its log has grown to ${megabytes(logBytes)}: some program has been reading for a long time.`,
      'Close database viewers, let a backup end; a restart of serve and worker clears it.',
    ),
  ];
}

async function roomFor(place: string): Promise<Diagnosis[]> {
  const { bavail, bsize } = await statfs(dirname(place));
  const free = bavail * bsize;
  const wanted = Math.max(2 * ((await sizeOf(place)) ?? 0), 200e6);
  if (free >= wanted) return [ok('database.disk', `Its disk has ${megabytes(free)} free.`)];
  const hint = `Free some space: a mailing and an upgrade want about ${megabytes(wanted)}.`;
  return [warning('database.disk', `Its disk has ${megabytes(free)} free only.`, hint)];
}

async function placeOf(place: string, root: string): Promise<Diagnosis[]> {
  const found: Diagnosis[] = [];
  const { mode } = await stat(place);
  if ((mode & 0o077) !== 0) {
    found.push(warning('database.mode', 'Other users of this machine may open it.', `Type: chmod 600 ${place}`));
  }
  if (sharesFolder(dirname(place), join(root, 'dist'))) {
    found.push(
      error('database.place', 'It lies in or around the built site, which is public.', 'Move it: VESNIK_DATABASE_URL'),
    );
  }
  if (await isInTrackedTree(place)) {
    found.push(
      error('database.git', 'Git would take it into the repository.', 'Add its folder to .gitignore, or move it.'),
    );
  }
  return found.length > 0 ? found : [ok('database.place', 'It is readable by you alone and apart from site and git.')];
}

async function checkServer({ db, place }: Database): Promise<Diagnosis[]> {
  const { rows } = await sql<{ version: string; encrypted: boolean | null }>`
    select current_setting('server_version') as version,
      (select ssl from pg_stat_ssl where pid = pg_backend_pid()) as encrypted`.execute(db);
  const version = rows[0]?.version ?? '';
  const isLocal = /^postgres\w*:\/\/(localhost|127\.|\[::1\]|\/|:)/u.test(place);
  const major = Number.parseInt(version, 10);
  return [
    major >= 14
      ? ok('database.server', `PostgreSQL ${version}.`)
      : error('database.server', `PostgreSQL ${version} is too old.`, 'Vesnik works with 14 and newer.'),
    isLocal || rows[0]?.encrypted === true
      ? ok('database.encryption', isLocal ? 'It is on this machine.' : 'The way to it is encrypted.')
      : warning(
          'database.encryption',
          'The way to it is not encrypted.',
          'Add ?sslmode=verify-full to VESNIK_DATABASE_URL.',
        ),
    unknown('database.disk', 'Its disk and the soundness of its files are for its own tools: not known here.'),
  ];
}

function sizeOf(file: string): Promise<number | undefined> {
  return stat(file).then(
    ({ size }) => size,
    () => undefined,
  );
}

function megabytes(bytes: number): string {
  return bytes >= 10e9 ? `${Math.round(bytes / 1e9)} GB` : `${Math.round(bytes / 1e6)} MB`;
}
