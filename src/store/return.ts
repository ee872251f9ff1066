import { sql } from 'kysely';
import type { Store } from './open.ts';
import type { Form } from './subscriber-state.ts';

/**
 * The way back of somebody who left, by their own link: `unsubscribed` becomes `active`, on `list` and in `form` where they are
 * given. Whoever bounced, complained, was suppressed or is still `pending` stays as they are (an address comes back by
 * confirming it). True: they are active now; again: no change.
 */
export async function returnSubscriber(
  { db }: Store,
  ref: Uint8Array,
  { list, form, now }: { readonly list?: string; readonly form?: Form; readonly now: Date },
): Promise<boolean> {
  const bytes = Buffer.from(ref);
  const moment = now.getTime();
  await sql`
    update subscribers set state = 'active', list = ${list ?? sql.ref('list')}, form = ${form ?? sql.ref('form')},
      consent_source = 'link: return', consent_at = ${moment}, consent_words = null, left_reason = null, paused_until = null, changed_at = ${moment}
    where ref = ${bytes} and state = 'unsubscribed'
      and not exists (select 1 from suppressions x where x.address_index = subscribers.address_index)`.execute(db);
  const row = await db.selectFrom('subscribers').select('state').where('ref', '=', bytes).executeTakeFirst();
  return row?.state === 'active';
}
