import type { Kysely } from 'kysely';
import { addressIndex } from '#keys/address-index.ts';
import type { Store } from './open.ts';
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
