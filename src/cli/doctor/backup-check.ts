import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { backupName } from '../backup/backup-place.ts';
import { encrypterTo } from '../backup/recipients.ts';
import { isInTrackedTree } from '../git-tree.ts';
import type { Environment, Settings } from '../settings.ts';
import { type Diagnosis, diagnose, error, ok, warning } from './diagnosis.ts';

const dayMs = 24 * 60 * 60 * 1000;
/** A weekly newsletter loses a week of sign-ups and farewells at most. */
const oldAfterMs = 8 * dayMs;
const mostIdentityBytes = 100_000;

interface BackupSurroundings {
  readonly settings: Settings;
  readonly env: Environment;
  readonly folder: string;
  readonly now: Date;
}

/** Backups: whether there is a fresh one, for whom, and where. That key and backups are apart is looked at with the key. */
export async function checkBackups(surroundings: BackupSurroundings): Promise<Diagnosis[]> {
  const { env, folder } = surroundings;
  const names = await readdir(folder).catch(() => []);
  return [
    ...(await diagnose('backup.recipient', async () => {
      encrypterTo(undefined, env);
      return [ok('backup.recipient', 'VESNIK_BACKUP_RECIPIENT is set.')];
    })),
    ...(await ageOf(names, surroundings)),
    ...(await placeOf(names, surroundings)),
  ];
}

async function ageOf(names: readonly string[], { folder, now }: BackupSurroundings): Promise<Diagnosis[]> {
  const files = names.filter(name => name.endsWith('.age'));
  const stats = await Promise.all(files.map(name => stat(join(folder, name))));
  const newestMs = Math.max(...stats.map(({ mtimeMs }) => mtimeMs));
  if (stats.length === 0) {
    const hint = 'Make one: npx vesnik backup. If yours lie elsewhere, name the folder: VESNIK_BACKUP_FOLDER';
    return [error('backup.age', `There is no backup in ${folder}.`, hint)];
  }
  const days = Math.max(0, Math.floor((now.getTime() - newestMs) / dayMs));
  const age = days === 0 ? 'less than a day' : days === 1 ? '1 day' : `${days} days`;
  const found = [
    now.getTime() - newestMs > oldAfterMs
      ? warning(
          'backup.age',
          `The newest backup in ${folder} is ${age} old.`,
          'Make one: npx vesnik backup; best by a timer, every day.',
        )
      : ok('backup.age', `The newest backup in ${folder} is ${age} old.`),
  ];
  const parts = names.filter(name => name.endsWith('.part'));
  if (parts.length > 0) {
    found.push(
      warning(
        'backup.part',
        `Unfinished in ${folder}: ${parts.join(', ')}.`,
        'A backup is running, or one was interrupted: then delete the file.',
      ),
    );
  }
  return found;
}

async function placeOf(names: readonly string[], { settings, folder, now }: BackupSurroundings): Promise<Diagnosis[]> {
  const found: Diagnosis[] = [];
  if (await isInTrackedTree(join(folder, backupName(now)))) {
    const hint = 'Name a folder outside of it: VESNIK_BACKUP_FOLDER';
    found.push(error('backup.git', `Git would take what is in ${folder} into the repository.`, hint));
  }
  for (const name of names) {
    if (await holdsIdentity(join(folder, name))) {
      const hint = 'Move it to another machine or a stick: it opens every file there.';
      found.push(
        error('backup.identity', `The identity that opens backups lies beside them: ${join(folder, name)}.`, hint),
      );
    }
  }
  const { databaseUrl } = settings;
  const database = databaseUrl.startsWith('file:') ? await deviceOf(databaseUrl.slice('file:'.length)) : undefined;
  if (names.length > 0 && database !== undefined && database === (await deviceOf(folder))) {
    const hint = 'Copy them to another machine, or put VESNIK_BACKUP_FOLDER on another disk.';
    found.push(warning('backup.disk', 'Backups and database are on one disk, and would be lost together.', hint));
  }
  return found;
}

async function holdsIdentity(file: string): Promise<boolean> {
  const stats = await stat(file);
  if (!stats.isFile() || stats.size > mostIdentityBytes) return false;
  return (await readFile(file, 'latin1')).includes('AGE-SECRET-KEY-');
}

function deviceOf(path: string): Promise<number | undefined> {
  return stat(path).then(
    ({ dev }) => dev,
    () => undefined,
  );
}
