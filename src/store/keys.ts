import type { Kysely } from 'kysely';
import { keyKinds, type WrappedKey } from '#keys/wrapped-key.ts';
import type { Database } from './database.ts';
import type { Tables } from './schema.ts';

/** Every wrapped key of the database. */
export async function readKeys({ db }: Pick<Database, 'db'>): Promise<WrappedKey[]> {
  const rows = await db.selectFrom('keys').select(['kind', 'id', 'wrapped']).execute();
  return rows.flatMap(({ kind, id, wrapped }) => {
    const known = keyKinds.find(name => name === kind);
    return known === undefined ? [] : [{ kind: known, id, wrapped }];
  });
}

/** Adds wrapped keys; an id that exists is refused by the database. */
export async function writeKeys(db: Kysely<Tables>, keys: readonly WrappedKey[], now: Date): Promise<void> {
  await db
    .insertInto('keys')
    .values(
      keys.map(({ kind, id, wrapped }) => ({ kind, id, wrapped: Buffer.from(wrapped), created_at: now.getTime() })),
    )
    .execute();
}
