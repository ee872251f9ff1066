import { VesnikError } from '#errors.ts';
import { readMasterKey } from '#keys/master-key.ts';
import { openDatabase } from '#store/database.ts';
import { readKeys } from '#store/keys.ts';
import { openStore, type Store } from '#store/open.ts';
import { withFittingKey } from './key-search.ts';
import type { Settings } from './settings.ts';

/** The master key of these settings; made (a file, mode 0600) only where that is said. */
export function masterKeyOf({ key }: Settings, { makeIfMissing }: { readonly makeIfMissing: boolean }) {
  return 'value' in key
    ? readMasterKey({ value: key.value, file: '', makeIfMissing: false })
    : readMasterKey({ file: key.file, makeIfMissing });
}

/**
 * The master key for `migrate`: made where there is neither key nor database. A database whose key is gone gets no other, which would
 * only hide the loss.
 */
export async function masterKeyForMigration(settings: Settings): Promise<Uint8Array> {
  try {
    return await masterKeyOf(settings, { makeIfMissing: false });
  } catch (error) {
    if (!(error instanceof VesnikError && error.code === 'key-missing') || (await hasKeys(settings))) throw error;
    return masterKeyOf(settings, { makeIfMissing: true });
  }
}

async function hasKeys({ databaseUrl }: Settings): Promise<boolean> {
  const database = await openDatabase(databaseUrl, { makeIfMissing: true });
  try {
    const tables = await database.db.introspection.getTables();
    return tables.some(({ name }) => name === 'keys') && (await readKeys(database)).length > 0;
  } finally {
    await database.close();
  }
}

/** Opens the store, lets `use` work with it and closes it whatever happens. */
export async function useStore<T>(settings: Settings, use: (store: Store) => Promise<T>): Promise<T> {
  const store = await openWithKey(settings);
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

async function openWithKey(settings: Settings): Promise<Store> {
  const masterKey = await keyForExisting(settings);
  const masterKeyAgain = () => masterKeyOf(settings, { makeIfMissing: false });
  try {
    return await openStore({ url: settings.databaseUrl, masterKey, masterKeyAgain });
  } catch (error) {
    throw error instanceof VesnikError && error.code === 'wrong-key' ? await withFittingKey(error, settings) : error;
  }
}

// Who has neither database nor key is to hear of the database: a key "that belongs to it" would send them searching.
async function keyForExisting(settings: Settings): Promise<Uint8Array> {
  try {
    return await masterKeyOf(settings, { makeIfMissing: false });
  } catch (error) {
    if (error instanceof VesnikError && error.code === 'key-missing') {
      const database = await openDatabase(settings.databaseUrl);
      await database.close();
    }
    throw error;
  }
}
