import { type KeyRing, openKeyRing } from '#keys/key-ring.ts';
import { type Database, openDatabase } from './database.ts';
import { readKeys } from './keys.ts';
import { checkSchema } from './schema-version.ts';

/** A database whose schema is ours, with its keys unwrapped. Pass it to every function of this room. */
export interface Store extends Database {
  readonly ring: KeyRing;
}

export interface StoreSource {
  /** VESNIK_DATABASE_URL. */
  readonly url: string;
  /** 32 bytes (keys/master-key.ts). */
  readonly masterKey: Uint8Array;
  /** How long a statement on SQLite waits for another program's write; 10 s. */
  readonly patienceMs?: number;
}

/**
 * Opens a database that `migrate` has made. Never changes a schema. Throws VesnikError (usage): `schema-older`,
 * `schema-newer`, `wrong-key`, and those of `openDatabase`.
 */
export async function openStore({ url, masterKey, patienceMs }: StoreSource): Promise<Store> {
  const database = await openDatabase(url, { patienceMs });
  try {
    await checkSchema(database);
    return { ...database, ring: openKeyRing(masterKey, await readKeys(database)) };
  } catch (error) {
    await database.close();
    throw error;
  }
}
