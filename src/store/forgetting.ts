import type { Transaction } from 'kysely';
import type { Store } from './open.ts';
import type { Tables } from './schema.ts';
import { forgetCount } from './sign-up-counts.ts';
import { addSuppression } from './suppressions.ts';
import { inTransaction } from './transaction.ts';
import { endUnsent } from './unsent.ts';

interface Forgetting {
  readonly keepHash: boolean;
  readonly now: Date;
}

/**
 * Removes a subscriber and unlinks the deliveries at once (what has not gone is cancelled; the counts stay). With
 * `keepHash` the address stays on the suppression list as a keyed hash and no import brings it back; without it no trace
 * is left, and somebody could sign the address up again. On SQLite the bytes are gone from its files, too. False: nobody has that reference.
 */
export async function forget(store: Store, ref: Uint8Array, how: Forgetting): Promise<boolean> {
  const isKnown = await inTransaction(store, transaction => forgetWithin(transaction, store, ref, how));
  if (isKnown) await store.scrub();
  return isKnown;
}

/** As `forget`, in a transaction of yours. Scrub the store after it. */
export async function forgetWithin(
  transaction: Transaction<Tables>,
  { ring }: Pick<Store, 'ring'>,
  ref: Uint8Array,
  { keepHash, now }: Forgetting,
): Promise<boolean> {
  // Before the row of the person, as `signUp` takes them: each would wait for the other.
  await transaction
    .deleteFrom('asked_addresses')
    .where('address_index', 'in', ({ selectFrom }) =>
      selectFrom('subscribers').select('address_index').where('ref', '=', Buffer.from(ref)),
    )
    .execute();
  // The state next: a sender that is just marking this subscriber's delivery is waited for, and then stops at it.
  const row = await transaction
    .updateTable('subscribers')
    .set({ state: 'unsubscribed' })
    .where('ref', '=', Buffer.from(ref))
    .returning(['id', 'address_index'])
    .executeTakeFirst();
  if (row === undefined) return false;
  await transaction
    .updateTable('deliveries')
    .set({ state: endUnsent, worker: null, changed_at: now.getTime() })
    .where('subscriber_id', '=', row.id)
    .where('state', 'in', ['queued', 'deferred'])
    .execute();
  // The relay knows by its own id whom it was for; some relays say it in their answer as well.
  await transaction
    .updateTable('deliveries')
    .set(({ ref, eb }) => ({
      relay_id: null,
      answer: eb.case().when('state', '=', 'sent').then(null).else(ref('answer')).end(),
    }))
    .where('subscriber_id', '=', row.id)
    .execute();
  await transaction.deleteFrom('subscribers').where('id', '=', row.id).execute();
  const counted = { kind: 'link', what: Buffer.from(ref).toString('hex') } as const;
  await forgetCount({ db: transaction, ring }, counted, now);
  if (keepHash) await addSuppression(transaction, row.address_index, 'forgotten', now);
  else await transaction.deleteFrom('suppressions').where('address_index', '=', row.address_index).execute();
  return true;
}
