import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { VesnikError } from '#errors.ts';
import { readMasterKey } from '#keys/master-key.ts';
import { openDatabase } from '#store/database.ts';
import { opensKeys } from '#store/key-rotation.ts';
import type { Settings } from './settings.ts';

/** Beside `vesnik.key`: the key that is about to take its place, while `keys rotate --master` works. */
export function nextKeyFile(file: string): string {
  return `${stemOf(file)}-next.key`;
}

/** Beside `vesnik.key`: the key that was in its place until that moment. */
export function earlierKeyFile(file: string, until: Date): string {
  return `${stemOf(file)}-before-${until.toISOString().slice(0, 19).replaceAll(':', '')}Z.key`;
}

/** Files of keys that were exchanged, kept for backups of their day. */
export async function earlierKeyFiles(file: string): Promise<string[]> {
  const start = `${basename(stemOf(file))}-before-`;
  return (await keyFilesBeside(file)).filter(found => basename(found).startsWith(start));
}

/** The error `wrong-key`, and what helps where another key file in the same folder is the right one. */
export async function withFittingKey(error: VesnikError, settings: Settings): Promise<VesnikError> {
  const file = 'file' in settings.key ? settings.key.file : join(settings.root, 'keys', 'vesnik.key');
  const fitting = await fittingKey(file, settings);
  if (fitting === undefined) return error;
  const isNext = 'file' in settings.key && fitting === nextKeyFile(file);
  return new VesnikError({
    code: error.code,
    message: `${error.message} The key in ${fitting} does open it.`,
    hint: isNext
      ? 'An exchange of keys was interrupted. To bring it to its end: npx vesnik keys rotate --master'
      : `Nothing is lost. Use that key: VESNIK_KEY_FILE=${fitting}`,
    kind: 'usage',
    cause: error,
  });
}

async function fittingKey(file: string, { databaseUrl }: Settings): Promise<string | undefined> {
  const database = await openDatabase(databaseUrl);
  try {
    for (const candidate of await keyFilesBeside(file)) {
      const key = await readMasterKey({ file: candidate, makeIfMissing: false }).catch(() => undefined);
      if (key !== undefined && (await opensKeys(database, key))) return candidate;
    }
    return undefined;
  } finally {
    await database.close();
  }
}

async function keyFilesBeside(file: string): Promise<string[]> {
  const names = await readdir(dirname(file)).catch(() => []);
  return names
    .filter(name => name.endsWith('.key'))
    .sort()
    .map(name => join(dirname(file), name));
}

function stemOf(file: string): string {
  return file.replace(/\.key$/, '');
}
