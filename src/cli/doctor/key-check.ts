import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { VesnikError } from '#errors.ts';
import { keyFingerprint } from '#keys/paper-key.ts';
import type { Database } from '#store/database.ts';
import { opensKeys } from '#store/key-rotation.ts';
import { openStore } from '#store/open.ts';
import { countOldSeals } from '#store/reseal.ts';
import { ourSchemaVersion, schemaVersion } from '#store/schema-version.ts';
import { sharesFolder } from '../backup/backup-place.ts';
import { isInTrackedTree } from '../git-tree.ts';
import { earlierKeyFiles, withFittingKey } from '../key-search.ts';
import type { Settings } from '../settings.ts';
import { masterKeyOf } from '../store-access.ts';
import { type Diagnosis, diagnose, error, ok, warning } from './diagnosis.ts';

interface KeySurroundings {
  readonly settings: Settings;
  readonly backups: string;
  /** Undefined where it does not open. */
  readonly database: Database | undefined;
}

/** The master key: whether it is there, lies well, and is the right one. */
export async function checkKey(surroundings: KeySurroundings): Promise<Diagnosis[]> {
  const { settings } = surroundings;
  return [
    ...(await diagnose('key.file', () => presence(settings))),
    ...('file' in settings.key ? await placeOf(settings.key.file, surroundings) : []),
    ...('file' in settings.key ? await earlierOf(settings.key.file) : []),
    ...(await diagnose('key.fits', () => fit(surroundings))),
  ];
}

async function presence(settings: Settings): Promise<Diagnosis[]> {
  const key = await masterKeyOf(settings, { makeIfMissing: false });
  const where = 'file' in settings.key ? settings.key.file : 'VESNIK_KEY';
  return [ok('key.file', `The key is in ${where}, fingerprint ${keyFingerprint(key)}: compare it with your paper.`)];
}

async function placeOf(file: string, { settings, backups }: KeySurroundings): Promise<Diagnosis[]> {
  const folder = dirname(file);
  const move = `Move it, and name the new place: VESNIK_KEY_FILE=…`;
  const found: Diagnosis[] = [];
  const { databaseUrl, root } = settings;
  if (databaseUrl.startsWith('file:') && sharesFolder(folder, dirname(databaseUrl.slice('file:'.length)))) {
    found.push(
      error('key.place', `Key and database share a folder (${folder}): who takes it reads every address.`, move),
    );
  }
  if (sharesFolder(folder, backups)) {
    found.push(
      error('key.place', `Key and backups share a folder (${folder}, ${backups}): who takes it has both halves.`, move),
    );
  }
  if (sharesFolder(folder, join(root, 'dist'))) {
    found.push(error('key.place', `The key lies in or around the built site (${folder}), which is public.`, move));
  }
  if (await isInTrackedTree(file)) {
    found.push(
      error(
        'key.git',
        `Git would take the key (${file}) into the repository.`,
        `Add it to .gitignore, or move it: ${move}`,
      ),
    );
  }
  const mode = await stat(folder).then(
    stats => stats.mode & 0o777,
    () => undefined,
  );
  if (mode !== undefined && (mode & 0o022) !== 0) {
    found.push(
      warning('key.folder', `Others may change the folder of the key (${folder}).`, `Type: chmod 700 ${folder}`),
    );
  }
  return found.length > 0 ? found : [ok('key.place', 'It lies apart from database, backups, site and git.')];
}

async function earlierOf(file: string): Promise<Diagnosis[]> {
  const files = await earlierKeyFiles(file);
  if (files.length === 0) return [];
  const hint = 'They open the backups of their day. When those are gone: npx vesnik keys rotate --drop-old';
  return [warning('key.earlier', `Keys that were exchanged are kept: ${files.join(', ')}.`, hint)];
}

async function fit({ settings, database }: KeySurroundings): Promise<Diagnosis[]> {
  if (database === undefined) return [];
  const version = await schemaVersion(database);
  if (version === 0) return [];
  const masterKey = await masterKeyOf(settings, { makeIfMissing: false }).catch(() => undefined);
  if (masterKey === undefined) return [];
  if (version !== ourSchemaVersion) {
    return (await opensKeys(database, masterKey)) ? [ok('key.fits', 'It opens the database.')] : [wrong()];
  }
  const store = await openStore({ url: settings.databaseUrl, masterKey }).catch(async thrown => {
    const isWrong = thrown instanceof VesnikError && thrown.code === 'wrong-key';
    throw isWrong ? await withFittingKey(thrown, settings) : thrown;
  });
  try {
    const left = await countOldSeals(store);
    if (left === 0) return [ok('key.fits', 'It opens the database; all addresses are sealed under the newest key.')];
    return [
      ok('key.fits', 'It opens the database.'),
      warning(
        'key.rotation',
        `Addresses under an older key: ${left}. They open as well.`,
        'To go on: npx vesnik keys rotate',
      ),
    ];
  } finally {
    await store.close();
  }
}

function wrong(): Diagnosis {
  return error(
    'key.fits',
    'It does not open the database.',
    'Bring back the key that was made with it: npx vesnik keys read',
  );
}
