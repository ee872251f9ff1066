import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { mayBeAsked } from './asked-addresses.ts';
import { askOwner, isSuppressed, type Wish } from './asking.ts';
import { keepKeysCurrent } from './live-keys.ts';
import type { Store } from './open.ts';
import { signUpLifeMs } from './sign-up-life.ts';
import { newSubscriberRow } from './subscriber-admission.ts';
import { inTransaction } from './transaction.ts';

/**
 * Writes down what somebody asked for at the form, for an address that may not be theirs, and puts the mail that asks its owner, or tells
 * them that they are subscribed, into the outbox. True: there is a mail to send; false: none may go (`askOwner`), and the answer
 * at the door is the same. Nothing else changes before the owner confirms: whoever left, bounced or complained stays so, and a suppressed address
 * stays suppressed; where no mail may go a stranger's address is not kept. Throws VesnikError `address-refused`, `source-refused`.
 */
export async function signUp(store: Store, wish: Wish & { readonly address: string }, now: Date): Promise<boolean> {
  const consent = { source: wish.source, at: now, ...(wish.words !== undefined && { words: wish.words }) };
  await keepKeysCurrent(store);
  const row = newSubscriberRow(store, { ...wish, state: 'pending', consent }, now, randomBytes(28));
  const { address_index: addressIndex } = row;
  return inTransaction(store, async transaction => {
    // Held until the end: a rival with the same address waits here, and then finds that its owner was asked.
    if (!(await mayBeAsked(transaction, addressIndex, now))) return false;
    await transaction
      .deleteFrom('subscribers')
      .where('address_index', '=', addressIndex)
      .where('state', '=', 'pending')
      .where('id', 'in', ({ selectFrom }) =>
        selectFrom('sign_ups')
          .select('subscriber_id')
          .where(sql`coalesce(first_asked_at, asked_at)`, '<=', now.getTime() - signUpLifeMs),
      )
      .execute();
    await transaction
      .insertInto('subscribers')
      .values(row)
      .onConflict(conflict => conflict.column('address_index').doNothing())
      .execute();
    // A sender that is just marking this subscriber's delivery is waited for.
    const person = await transaction
      .updateTable('subscribers')
      .set(({ ref }) => ({ changed_at: ref('changed_at') }))
      .where('address_index', '=', addressIndex)
      .returning(['id', 'state', 'list', 'provider'])
      .returning(isSuppressed.as('suppressed'))
      .executeTakeFirstOrThrow();
    return askOwner(transaction, person, { ...wish, addressIndex }, now);
  });
}
