import { realpathSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, resolve, sep } from 'node:path';
import { VesnikError } from '#errors.ts';
import { isInTrackedTree } from '../git-tree.ts';
import type { Environment, Settings } from '../settings.ts';

/** Where backups go unless a file is named: VESNIK_BACKUP_FOLDER, else `backups/` of the newsletter. */
export function backupFolder({ root }: Settings, env: Environment): string {
  const given = env.VESNIK_BACKUP_FOLDER;
  if (given === undefined || given === '') return join(root, 'backups');
  return isAbsolute(given) ? given : join(root, given);
}

/** `vesnik-2026-11-25T174500Z.age`: sorted by name they are sorted by age. */
export function backupName(now: Date): string {
  return `vesnik-${now.toISOString().slice(0, 19).replaceAll(':', '')}Z.age`;
}

/**
 * Makes the folder of a file (mode 0700) unless it is there. Throws VesnikError (usage): `backup-tracked` inside a repository's tracked
 * tree, `backup-beside-key` where who takes the folder has the key too.
 */
export async function prepareBackupPlace(file: string, settings: Settings): Promise<void> {
  const folder = dirname(file);
  if (await isInTrackedTree(file)) throw tracked(file);
  if ('file' in settings.key && sharesFolder(dirname(settings.key.file), folder)) throw besideKey(folder);
  await mkdir(folder, { recursive: true, mode: 0o700 });
}

/** Whether one of two folders is the other or lies in it: whoever copies the outer one has both. */
export function sharesFolder(one: string, other: string): boolean {
  const [a, b] = [realPath(one), realPath(other)];
  return a === b || a.startsWith(`${b}${sep}`) || b.startsWith(`${a}${sep}`);
}

// Of what exists: the rest has no links yet.
function realPath(folder: string): string {
  const path = resolve(folder);
  try {
    return realpathSync(path);
  } catch {
    return path === dirname(path) ? path : join(realPath(dirname(path)), basename(path));
  }
}

function tracked(file: string): VesnikError {
  return new VesnikError({
    code: 'backup-tracked',
    message: `${file} lies in a git repository that does not ignore it: one commit would publish the list, sealed as it is.`,
    hint: 'Name a folder outside of it in VESNIK_BACKUP_FOLDER, best on another disk.',
    kind: 'usage',
  });
}

function besideKey(folder: string): VesnikError {
  return new VesnikError({
    code: 'backup-beside-key',
    message: `${folder} holds the key, or lies beside it: who takes the folder has both halves.`,
    hint: 'Name another folder in VESNIK_BACKUP_FOLDER, best on another disk.',
    kind: 'usage',
  });
}
