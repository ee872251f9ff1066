import { type KeyRing, openKeyRing } from '#keys/key-ring.ts';
import { type Database, openDatabase } from './database.ts';
import { readKeys } from './keys.ts';
import { checkSchema } from './schema-version.ts';

/** A database whose schema is ours, with its keys unwrapped. Pass it to every function of this room. */
export interface Store extends Database {
  /** Take it anew for each use: `readKeysAgain` puts another in its place. */
  readonly ring: KeyRing;
  /** Knows from now on what `keys rotate` made meanwhile (live-keys.ts). Throws VesnikError as `openStore` does for a wrong key. */
  readKeysAgain(): Promise<void>;
}

export interface StoreSource {
  /** VESNIK_DATABASE_URL. */
  readonly url: string;
  /** 32 bytes (keys/master-key.ts). */
  readonly masterKey: Uint8Array;
  /** The same once more, for a program that goes on while `keys rotate --master` exchanges it. */
  readonly masterKeyAgain?: () => Promise<Uint8Array>;
  /** How long a statement on SQLite waits for another program's write; 10 s. */
  readonly patienceMs?: number;
}

/**
 * Opens a database that `migrate` has made. Never changes a schema. Throws VesnikError (usage): `schema-older`,
 * `schema-newer`, `wrong-key`, and those of `openDatabase`.
 */
export async function openStore({ url, masterKey, masterKeyAgain, patienceMs }: StoreSource): Promise<Store> {
  const database = await openDatabase(url, { patienceMs });
  try {
    await checkSchema(database);
    let ring = openKeyRing(masterKey, await readKeys(database));
    return {
      ...database,
      get ring() {
        return ring;
      },
      readKeysAgain: async () => {
        const key = (await masterKeyAgain?.()) ?? masterKey;
        ring = openKeyRing(key, await readKeys(database));
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}
