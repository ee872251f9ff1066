import { sql, type Transaction } from 'kysely';
import { holdMailing, over } from './mailing-control.ts';
import { getMailing, type Mailing, mailingsOf } from './mailings.ts';
import type { Store } from './open.ts';
import type { Tables } from './schema.ts';
import { inTransaction } from './transaction.ts';

/**
 * `resume --retry-uncertain`: queues again what nobody knows the end of, with the same Message-ID (the row's 16 bytes
 * stay). A person decides this: some of them will get the mail twice. Rows of mailings of the same issue that were cancelled
 * before become rows of this one and get its mail. How many rows it was. Throws VesnikError `not-mailed`, `mailing-over`.
 */
export async function retryUncertain(store: Store, issue: string, now: Date): Promise<number> {
  const mailing = await getMailing(store, issue);
  if (mailing.state === 'cancelled') throw over(mailing);
  const others = (await mailingsOf(store, issue)).filter(({ id }) => id !== mailing.id);
  return inTransaction(store, async transaction => {
    await holdMailing(transaction, mailing.id);
    for (const other of others) await takeOver(transaction, { from: other, to: mailing });
    const { numUpdatedRows } = await transaction
      .updateTable('deliveries')
      .set({ state: 'queued', worker: null, available_at: 0, changed_at: now.getTime(), may_have_arrived: 1 })
      .where('mailing_id', '=', mailing.id)
      .where('state', '=', 'uncertain')
      // Of somebody who was forgotten nobody has the address.
      .where('subscriber_id', 'is not', null)
      .executeTakeFirst();
    if (numUpdatedRows > 0n) {
      await transaction
        .updateTable('mailings')
        .set({ state: 'sending', finished_at: null })
        .where('id', '=', mailing.id)
        .where('state', '=', 'sent')
        .execute();
    }
    return Number(numUpdatedRows);
  });
}

// Recipients stay the sum of the counts, in both.
async function takeOver(
  transaction: Transaction<Tables>,
  { from, to }: { readonly from: Mailing; readonly to: Mailing },
): Promise<void> {
  const { rows } = await sql`
    update deliveries set mailing_id = ${to.id},
      variant_id = coalesce((select n.id from variants n join variants o on o.list = n.list and o.form = n.form
        where n.mailing_id = ${to.id} and o.id = deliveries.variant_id), variant_id)
    where mailing_id = ${from.id} and state = 'uncertain' and subscriber_id is not null
      and not exists (select 1 from deliveries t where t.mailing_id = ${to.id} and t.subscriber_id = deliveries.subscriber_id)
    returning deliveries.id`.execute(transaction);
  if (rows.length === 0) return;
  const { alreadyMailed = 0, ...excluded } = to.excluded;
  const left = Math.max(0, alreadyMailed - rows.length);
  for (const [id, by] of [
    [from.id, -rows.length],
    [to.id, rows.length],
  ] as const) {
    await transaction
      .updateTable('mailings')
      .set(({ eb }) => ({ recipients: eb('recipients', '+', by) }))
      .where('id', '=', id)
      .execute();
  }
  await transaction
    .updateTable('mailings')
    .set({ excluded: JSON.stringify({ ...excluded, ...(left > 0 && { alreadyMailed: left }) }) })
    .where('id', '=', to.id)
    .execute();
}
