import { sql } from 'kysely';
import { wantsIssues } from './audience.ts';
import type { Store } from './open.ts';
import { listOfSubscriber, type Receivers, reachedBy } from './receivers.ts';
import { inTransaction } from './transaction.ts';

/** Subscribers per statement on SQLite: about 25 ms of write lock. PostgreSQL has no such lock: one statement writes all. */
const batch = 2000;

interface Reached {
  readonly issue: string;
  readonly receivers?: Receivers;
  readonly due?: Date;
  readonly now: Date;
}

/** One delivery for everybody whom a mailing that is being frozen reaches. */
export async function writeDeliveries(
  store: Store,
  mailing: number,
  { issue, receivers, due, now }: Reached,
): Promise<void> {
  const newest = await store.db
    .selectFrom('subscribers')
    .select(({ fn }) => fn.max('id').as('id'))
    .executeTakeFirst();
  const last = newest?.id ?? 0;
  const step = store.dialect.writersTakeTurns ? batch : last;
  for (let after = 0; after < last; after += step) {
    const rows = sql`
      insert into deliveries
        (mailing_id, variant_id, bytes, subscriber_id, list, provider, state, available_at, attempts, changed_at)
      select v.mailing_id, v.id, ${store.dialect.randomBytes}, s.id, v.list, s.provider, 'queued', 0, 0, cast(${now.getTime()} as bigint)
      from subscribers s join variants v on v.mailing_id = ${mailing} and v.list = ${listOfSubscriber(receivers)} and v.form = s.form
      where s.id > ${after} and s.id <= ${after + step} and s.state = 'active'
        and not exists (select 1 from suppressions x where x.address_index = s.address_index)
        and ${wantsIssues(due ?? now)}
        and not ${reachedBy(issue)}`;
    await inTransaction(store, transaction => rows.execute(transaction));
  }
}
