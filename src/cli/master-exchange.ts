import { constants } from 'node:fs';
import { access, copyFile, link, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { VesnikError } from '#errors.ts';
import { openKeyRing } from '#keys/key-ring.ts';
import { readMasterKey } from '#keys/master-key.ts';
import type { Database } from '#store/database.ts';
import { opensKeys, rewrapKeys } from '#store/key-rotation.ts';
import { readKeys } from '#store/keys.ts';
import { earlierKeyFile, nextKeyFile } from './key-search.ts';
import type { Settings } from './settings.ts';
import { masterKeyOf } from './store-access.ts';

export interface MasterExchange {
  readonly key: Uint8Array;
  /** Where the new key lies now. */
  readonly file: string;
  /** Where the old key lies; absent: it was in VESNIK_KEY. */
  readonly earlier?: string;
}

/**
 * Puts another master key in the place of this one. The new key is on the disk before the database is wrapped in it, all keys are
 * wrapped anew at one moment, and the old file stays under another name: killed at any point, one of the files opens the database,
 * and the same command goes on. `out`: where the new key goes if the old one is in VESNIK_KEY. Throws VesnikError `wrong-key`,
 * `which-file`.
 */
export async function exchangeMasterKey(
  database: Database,
  { settings, out, now }: { readonly settings: Settings; readonly out: string | undefined; readonly now: Date },
): Promise<MasterExchange> {
  if ('value' in settings.key) {
    if (out === undefined) throw whichFile();
    return { key: await wrapAnew(database, settings, out), file: out };
  }
  const { file } = settings.key;
  const next = nextKeyFile(file);
  const key = await wrapAnew(database, settings, next);
  const earlier = earlierKeyFile(file, now);
  const isKept = await exists(file);
  if (isKept) await keepUnder(file, earlier);
  await rename(next, file);
  await syncFolder(dirname(file));
  return { key, file, ...(isKept && { earlier }) };
}

async function wrapAnew(database: Database, settings: Settings, file: string): Promise<Uint8Array> {
  const isThere = await exists(file);
  // A wrong key is refused before a file is made that would only confuse.
  if (!isThere) openKeyRing(await masterKeyOf(settings, { makeIfMissing: false }), await readKeys(database));
  const key = await readMasterKey({ file, makeIfMissing: true });
  await syncFolder(dirname(file));
  // Killed after this step the last time: there is nothing left to wrap.
  if (!(await opensKeys(database, key))) {
    await rewrapKeys(database, await masterKeyOf(settings, { makeIfMissing: false }), key);
  }
  return key;
}

async function keepUnder(file: string, name: string): Promise<void> {
  try {
    await link(file, name);
  } catch {
    // A file system without links, such as that of many memory sticks.
    await copyFile(file, name, constants.COPYFILE_EXCL);
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

function whichFile(): VesnikError {
  return new VesnikError({
    code: 'which-file',
    message: 'The key is in VESNIK_KEY, and that cannot be changed from here: name a new file for the new key.',
    hint: 'npx vesnik keys rotate --master --out <file>; then set VESNIK_KEY_FILE to that file, or VESNIK_KEY to what is in it.',
    kind: 'usage',
  });
}
