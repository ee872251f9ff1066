import type { Kysely } from 'kysely';
import { addressIndex } from '#keys/address-index.ts';
import type { Store } from './open.ts';
import type { AbsentRow } from './row-press.ts';
import type { Tables } from './schema.ts';
import { inTransaction } from './transaction.ts';

/** Why an address must not be mailed, kept as a keyed hash even where the subscriber's row is gone. */
export type SuppressionReason = 'bounced' | 'complained' | 'forgotten' | 'operator';

/**
 * Puts an address on the suppression list; its subscriber, if there is one, changes state with it, so that no delivery
 * goes whose `sending` was not yet committed. Only its owner's confirmation takes an address off again.
 */
export async function suppress(store: Store, address: string, reason: SuppressionReason, now: Date): Promise<void> {
  const index = addressIndex(store.ring, address);
  const state = reason === 'bounced' || reason === 'complained' ? reason : 'unsubscribed';
  await inTransaction(store, async transaction => {
    await transaction
      .updateTable('subscribers')
      .set({ state, changed_at: now.getTime() })
      .where('address_index', '=', index)
      .execute();
    await addSuppression(transaction, index, reason, now);
  });
}

/** Inside a transaction of yours. The first reason stays. */
export async function addSuppression(
  db: Kysely<Tables>,
  index: Buffer,
  reason: SuppressionReason,
  now: Date,
): Promise<void> {
  await db
    .insertInto('suppressions')
    .values({ address_index: index, reason, created_at: now.getTime() })
    .onConflict(conflict => conflict.column('address_index').doNothing())
    .execute();
}

const absences = {
  'left-elsewhere': 'operator',
  'bounced-elsewhere': 'bounced',
  'complained-elsewhere': 'complained',
} as const;
const absentAtOnce = 500;

/**
 * Puts addresses that another service may not mail any more on the suppression list; how many were new there. Whoever is a
 * subscriber here agreed here, and stays. A dry run changes nothing.
 */
export async function suppressAbsent(
  store: Store,
  absent: readonly AbsentRow[],
  { now, dryRun }: { readonly now: Date; readonly dryRun: boolean },
): Promise<number> {
  let count = 0;
  for (let at = 0; at < absent.length; at += absentAtOnce) {
    const some = absent.slice(at, at + absentAtOnce).map(({ index, problem }) => ({
      address_index: Buffer.from(index),
      reason: absences[problem],
      created_at: now.getTime(),
    }));
    count += await inTransaction(store, async transaction => {
      const indexes = some.map(row => row.address_index);
      const isKnown = async (table: 'subscribers' | 'suppressions'): Promise<string[]> => {
        const rows = await transaction
          .selectFrom(table)
          .select('address_index')
          .where('address_index', 'in', indexes)
          .execute();
        return rows.map(row => row.address_index.toString('hex'));
      };
      const known = new Set([...(await isKnown('subscribers')), ...(await isKnown('suppressions'))]);
      const fresh = new Map(some.map(row => [row.address_index.toString('hex'), row] as const));
      for (const hex of known) fresh.delete(hex);
      if (fresh.size > 0 && !dryRun)
        await transaction
          .insertInto('suppressions')
          .values([...fresh.values()])
          .onConflict(conflict => conflict.column('address_index').doNothing())
          .execute();
      return fresh.size;
    });
  }
  return count;
}
