import { holdAddress } from './asked-addresses.ts';
import { askOwner, isSuppressed } from './asking.ts';
import { keepConsent } from './consents.ts';
import type { Store } from './open.ts';
import type { Form } from './subscriber-state.ts';
import { inTransaction } from './transaction.ts';

/** For so long after leaving the way back needs no mail: a slip of the finger. */
const atOnceMs = 30 * 60 * 1000;
const source = 'link: return';

/** `active`: they are now. `mailed`: there is a mail to send that asks them; `asked`: they got one lately. `refused`: nothing has changed. */
export type Return = 'active' | 'mailed' | 'asked' | 'refused';

/**
 * The way back of somebody who left, by their own link: `unsubscribed` becomes `active`, on `list` and in `form` where they are
 * given, within thirty minutes; later whoever holds an old mail might press it, and so they are mailed and asked whether it is them; then only
 * the list is kept as a wish. Whoever bounced, complained, was suppressed or is still `pending` stays as they are (an address comes back by
 * confirming it). Again: no change.
 */
export function returnSubscriber(
  store: Store,
  ref: Uint8Array,
  { list, form, now }: { readonly list?: string; readonly form?: Form; readonly now: Date },
): Promise<Return> {
  const moment = now.getTime();
  return inTransaction(store, async transaction => {
    await holdAddress(transaction, ref, now);
    const person = await transaction
      .updateTable('subscribers')
      .set(({ ref: column }) => ({ changed_at: column('changed_at') }))
      .where('ref', '=', Buffer.from(ref))
      .returning(['id', 'state', 'list', 'provider', 'form', 'changed_at', 'address_index'])
      .returning(isSuppressed.as('suppressed'))
      .executeTakeFirst();
    if (person?.state === 'active') return 'active';
    if (person?.state !== 'unsubscribed' || person.suppressed === 1) return 'refused';
    const given = { at: moment, source, list: list ?? person.list, words: null };
    if (Math.abs(moment - person.changed_at) > atOnceMs) {
      const wish = { list: given.list, source, addressIndex: person.address_index };
      return (await askOwner(transaction, person, wish, now)) ? 'mailed' : 'asked';
    }
    await keepConsent(transaction, person.id, given);
    await transaction
      .updateTable('subscribers')
      .set({
        ...{ state: 'active', list: given.list, form: form ?? person.form, changed_at: moment },
        ...{ consent_source: source, consent_at: moment, consent_words: null, left_reason: null, paused_until: null },
      })
      .where('id', '=', person.id)
      .execute();
    return 'active';
  });
}
