import { VesnikError } from '#errors.ts';
import { readMasterKey } from '#keys/master-key.ts';
import { openDatabase } from '#store/database.ts';
import { openStore, type Store } from '#store/open.ts';
import type { Settings } from './settings.ts';

/** The master key of these settings; made (a file, mode 0600) only where that is said. */
export function masterKeyOf({ key }: Settings, { makeIfMissing }: { readonly makeIfMissing: boolean }) {
  return 'value' in key
    ? readMasterKey({ value: key.value, file: '', makeIfMissing: false })
    : readMasterKey({ file: key.file, makeIfMissing });
}

/** Opens the store, lets `use` work with it and closes it whatever happens. */
export async function useStore<T>(settings: Settings, use: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore({ url: settings.databaseUrl, masterKey: await keyForExisting(settings) });
  try {
    return await use(store);
  } finally {
    await store.close();
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
