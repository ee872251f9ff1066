import type { Insertable, Kysely } from 'kysely';
import type { Tables } from './schema.ts';

/** A row to insert, or what of it a row that waits for its owner's yes takes over. */
export type ConsentedRow = Omit<Insertable<Tables['subscribers']>, 'ref' | 'sealed' | 'provider' | 'created_at'>;

/**
 * Somebody signed up and has not confirmed: what is known of them from elsewhere counts instead, or they would vanish with their sign-up
 * though they agreed. False: nobody waits with this address. Inside a transaction of yours.
 */
export async function settlePending(db: Kysely<Tables>, row: ConsentedRow): Promise<boolean> {
  const { address_index, list, form, state, consent_source, consent_at, changed_at } = row;
  if (state === 'pending') return false;
  const { numUpdatedRows } = await db
    .updateTable('subscribers')
    .set({
      ...{ list, form, state, consent_source, consent_at, changed_at },
      consent_words: row.consent_words ?? null,
      left_reason: row.left_reason ?? null,
      paused_until: row.paused_until ?? null,
    })
    .where('address_index', '=', address_index)
    .where('state', '=', 'pending')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
