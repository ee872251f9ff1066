import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import { VesnikError } from '#errors.ts';
import { openKeyRing } from '#keys/key-ring.ts';
import { unwrapKey, type WrappedKey, wrapKey } from '#keys/wrapped-key.ts';
import type { Database } from './database.ts';
import { readKeys, writeKeys } from './keys.ts';
import type { Store } from './open.ts';
import { countOldSeals } from './reseal.ts';
import type { Tables } from './schema.ts';
import { inTransaction } from './transaction.ts';

// The id of a key is one byte of all that was made with it.
const mostKeys = 255;

/**
 * Makes the next address key and the next token key; new things are made with them from now on. Old token keys stay for ever, so
 * that old links open; old address keys stay for the rows not yet sealed anew (reseal.ts). The index key never changes. True: keys
 * were made; false: an earlier rotation is not done with its rows, which comes first. Throws VesnikError `keys-exhausted`, `wrong-key`.
 */
export async function makeNextKeys(store: Store, masterKey: Uint8Array, now: Date): Promise<boolean> {
  if ((await countOldSeals(store)) > 0) return false;
  await inTransaction(store, async transaction => {
    const ring = openKeyRing(masterKey, await holdKeys(store, transaction));
    const next = (kind: 'address' | 'token'): WrappedKey => {
      const id = ring[kind].current + 1;
      if (id > mostKeys) throw exhausted();
      return wrapKey(masterKey, kind, id, randomBytes(32));
    };
    await writeKeys(transaction, [next('address'), next('token')], now);
  });
  await store.readKeysAgain();
  return true;
}

// Whoever exchanges the master key or adds a key at the same moment is waited for: a key wrapped in an old one would lock everybody out.
async function holdKeys({ dialect }: Database, transaction: Kysely<Tables>): Promise<WrappedKey[]> {
  await dialect.holdKeys.execute(transaction);
  return readKeys({ db: transaction });
}

/** Wraps every key of the database in another master key, all of them or none. Throws VesnikError `wrong-key`. */
export async function rewrapKeys(database: Database, from: Uint8Array, to: Uint8Array): Promise<void> {
  await inTransaction(database, async transaction => {
    for (const key of await holdKeys(database, transaction)) {
      const { kind, id, wrapped } = wrapKey(to, key.kind, key.id, unwrapKey(from, key));
      await transaction
        .updateTable('keys')
        .set({ wrapped: Buffer.from(wrapped) })
        .where('kind', '=', kind)
        .where('id', '=', id)
        .execute();
    }
  });
}

/** Whether a master key is the one that wraps the keys of a database. */
export async function opensKeys(database: Pick<Database, 'db'>, masterKey: Uint8Array): Promise<boolean> {
  try {
    openKeyRing(masterKey, await readKeys(database));
    return true;
  } catch (error) {
    if (error instanceof VesnikError && error.code === 'wrong-key') return false;
    throw error;
  }
}

function exhausted(): VesnikError {
  return new VesnikError({
    code: 'keys-exhausted',
    message: `The keys of this database were changed ${mostKeys - 1} times, and no more ids are left.`,
    hint: 'Nothing was changed, and everything works as before.',
  });
}
