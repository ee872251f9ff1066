import { sql, type Transaction } from 'kysely';
import { VesnikError } from '#errors.ts';
import { beginMailing } from './beginning.ts';
import type { MailingState } from './mailing-state.ts';
import { getMailing, type Mailing } from './mailings.ts';
import type { Store } from './open.ts';
import type { Tables } from './schema.ts';
import { inTransaction } from './transaction.ts';
import { endUnsent } from './unsent.ts';

/** Rows per statement: about 25 ms of write lock on SQLite. */
const batch = 2000;

/** Nothing more of the issue is claimed or marked; what is on the wire ends as it ends. Throws `not-mailed`, `mailing-over`. */
export function pauseMailing(store: Store, issue: string): Promise<Mailing> {
  return change(store, issue, ['scheduled', 'approved', 'sending', 'paused'], () => 'paused');
}

/**
 * Takes a pause back; what was refused before does not count again. One that is due begins, whatever its pages say. An issue that is
 * being sent stays as it is. Throws VesnikError `not-mailed`, `mailing-over` when cancelled.
 */
export async function resumeMailing(store: Store, issue: string, now: Date): Promise<Mailing> {
  const mailing = await getMailing(store, issue);
  if (mailing.state === 'cancelled') throw over(mailing);
  // A person lets one that is due go without waiting for its pages.
  if (mailing.state === 'scheduled' && (await beginMailing(store, mailing.id, now))) return getMailing(store, issue);
  if (mailing.state !== 'paused') return mailing;
  await store.db
    .updateTable('mailings')
    .set({ held: null, tried: 0, refused: 0, unknown: 0 })
    .where('id', '=', mailing.id)
    .where('state', '=', 'paused')
    .execute();
  return change(store, issue, ['paused'], ({ dueAt }) => (dueAt.getTime() > now.getTime() ? 'scheduled' : 'sending'));
}

/**
 * Ends a mailing: `queued` and `deferred` rows become `cancelled`; what went stays, and what waited to be repeated may have arrived. The issue may be approved anew, and
 * then whoever got it is left out. Interrupted half-way, it goes on when it is called again.
 */
export async function cancelMailing(store: Store, issue: string, now: Date): Promise<Mailing> {
  const mailing = await change(
    store,
    issue,
    ['scheduled', 'approved', 'sending', 'paused', 'cancelled'],
    () => 'cancelled',
  );
  for (let changed = batch; changed === batch; ) {
    const { rows } = await sql`
      update deliveries set state = ${endUnsent}, worker = null, changed_at = ${now.getTime()}
      where id in (select id from deliveries where mailing_id = ${mailing.id} and state in ('queued', 'deferred') limit ${batch})
        and state in ('queued', 'deferred')
      returning id`.execute(store.db);
    changed = rows.length;
  }
  return getMailing(store, issue);
}

/** Calls a mailing `sent` when none of its rows is queued, deferred or on the wire; true when it is so now. */
export function finishMailingIfDone(store: Store, mailing: number, now: Date): Promise<boolean> {
  return inTransaction(store, async db => {
    await holdMailing(db, mailing);
    await sql`
      update mailings set state = 'sent', finished_at = ${now.getTime()}
      where id = ${mailing} and state in ('approved', 'sending')
        and not exists (select 1 from deliveries where mailing_id = ${mailing} and state in ('queued', 'deferred'))
        and not exists (select 1 from deliveries where mailing_id = ${mailing} and worker is not null and state = 'sending')
    `.execute(db);
    const row = await db.selectFrom('mailings').select('state').where('id', '=', mailing).executeTakeFirst();
    return row?.state === 'sent';
  });
}

/** Until your transaction ends nobody else ends the mailing, or queues anything of it again, without having seen what you wrote. */
export async function holdMailing(db: Transaction<Tables>, mailing: number): Promise<void> {
  await db
    .updateTable('mailings')
    .set(({ ref }) => ({ state: ref('state') }))
    .where('id', '=', mailing)
    .execute();
}

async function change(
  store: Store,
  issue: string,
  from: readonly MailingState[],
  to: (mailing: Mailing) => MailingState,
): Promise<Mailing> {
  const mailing = await getMailing(store, issue);
  const { numUpdatedRows } = await store.db
    .updateTable('mailings')
    .set({ state: to(mailing) })
    .where('id', '=', mailing.id)
    .where('state', 'in', from)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw over(mailing);
  return getMailing(store, issue);
}

/** What is thrown of a mailing that is over. */
export function over({ issue, state }: Mailing): VesnikError {
  return new VesnikError({
    code: 'mailing-over',
    message: `The mailing of ${issue} is ${state} already.`,
    hint: `To see how it went: npx vesnik status ${issue}`,
  });
}
