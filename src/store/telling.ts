import { type SqlBool, sql } from 'kysely';
import { z } from 'zod';
import { type DeliveryCounts, deliveryStates, noDeliveries } from './delivery-state.ts';
import { writeNotices } from './notice.ts';
import type { Store } from './open.ts';
import { mailingStatus } from './status.ts';
import { inTransaction } from './transaction.ts';

const told = z.strictObject({
  /** Of the mailing when people were told; null: some waited. */
  finishedAt: z.number().nullable(),
  counts: z.partialRecord(z.enum(deliveryStates), z.number()),
});

/** A mailing of which people were told just now. */
export interface Told {
  readonly issue: string;
  readonly about: 'first' | 'last';
  readonly counts: DeliveryCounts;
}

/**
 * Tells people how mailings went: when everybody has been tried once, and again when nothing waits any more, if that changed anything.
 * Each is told of once, whoever calls this and however often. `to`: `noticeRecipients`.
 */
export async function tellHowItWent(store: Store, to: readonly Buffer[], now: Date): Promise<Told[]> {
  const all: Told[] = [];
  for (const { id, issue, told: before, finished_at: finishedAt } of await untold(store)) {
    const { counts, byList, state } = await mailingStatus(store, issue);
    const last = before === null ? undefined : told.parse(JSON.parse(before));
    const about = last === undefined && state !== 'sent' ? 'first' : 'last';
    const isNews = last === undefined || !isSame(counts, last.counts);
    const isOurs = await inTransaction(store, async transaction => {
      const { numUpdatedRows } = await transaction
        .updateTable('mailings')
        .set({ told: JSON.stringify({ finishedAt, counts }) })
        .where('id', '=', id)
        .where('told', before === null ? 'is' : '=', before)
        .executeTakeFirst();
      if (numUpdatedRows !== 1n) return false;
      if (isNews) await writeNotices(transaction, { facts: { about, issue, counts, byList }, to, now });
      return true;
    });
    if (isOurs && isNews) all.push({ issue, about, counts });
  }
  return all;
}

function untold({ db }: Store) {
  return db
    .selectFrom('mailings')
    .select(['id', 'issue', 'told', 'finished_at'])
    .where(({ or, and, eb }) =>
      or([
        and([
          eb('told', 'is', null),
          or([eb('state', '=', 'sent'), and([eb('state', '=', 'sending'), everybodyTried])]),
        ]),
        and([eb('told', 'is not', null), eb('state', '=', 'sent'), endedSince]),
      ]),
    )
    .orderBy('id')
    .execute();
}

const everybodyTried = sql<SqlBool>`(
  not exists (select 1 from deliveries d where d.mailing_id = mailings.id and d.state = 'queued')
  and not exists (select 1 from deliveries d where d.mailing_id = mailings.id and d.state = 'sending' and d.worker is not null))`;

// The end that people were told of is in what they were told; another one came after a person had sent some again.
const endedSince = sql<SqlBool>`mailings.told not like '{"finishedAt":' || cast(mailings.finished_at as text) || ',%'`;

function isSame(one: DeliveryCounts, other: Partial<DeliveryCounts>): boolean {
  const before = { ...noDeliveries(), ...other };
  return deliveryStates.every(state => one[state] === before[state]);
}
