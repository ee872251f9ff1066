import { type SqlBool, sql } from 'kysely';
import type { Store } from './open.ts';
import { inTransaction } from './transaction.ts';

const keptMs = 90 * 24 * 60 * 60 * 1000;
/** Rows per transaction: about 20 ms of write lock. */
const batch = 1000;

/**
 * Turns deliveries of mailings that ended 90 days ago into counts by list and state, at most 1,000 of one mailing at a time; how many
 * rows it was, 0: none is left. Nobody can be seen in the counts, and a mailing's recipients are their sum at any moment. Links
 * in its mails go on working: they hold the subscriber's reference and need no delivery.
 */
export function countOldDeliveries(store: Store, now: Date): Promise<number> {
  const end = now.getTime() - keptMs;
  return inTransaction(store, async transaction => {
    // One that was cancelled has no end of its own: nothing of it has changed for so long.
    const old = await transaction
      .selectFrom('mailings as m')
      .select('m.id')
      .where('m.state', 'in', ['sent', 'cancelled'])
      .where(({ eb, fn }) => eb(fn.coalesce('m.finished_at', 'm.created_at'), '<=', end))
      .where(({ exists, selectFrom }) =>
        exists(selectFrom('deliveries').select('id').whereRef('mailing_id', '=', 'm.id').where(isOver(end))),
      )
      .limit(1)
      .executeTakeFirst();
    if (old === undefined) return 0;
    const rows = await transaction
      .deleteFrom('deliveries')
      .where('id', 'in', ({ selectFrom }) =>
        selectFrom('deliveries').select('id').where('mailing_id', '=', old.id).where(isOver(end)).limit(batch),
      )
      .returning(['mailing_id', 'list', 'state', 'bounce_reason'])
      .execute();
    const groups = Map.groupBy(rows, ({ list, state }) => `${state} ${list}`);
    for (const members of groups.values()) {
      const [first] = members;
      if (first === undefined) continue;
      const { mailing_id, list, state } = first;
      await transaction
        .insertInto('delivery_counts')
        .values({ mailing_id, list, state, count: members.length })
        .onConflict(conflict =>
          conflict
            .columns(['mailing_id', 'list', 'state'])
            .doUpdateSet(({ eb }) => ({ count: eb('delivery_counts.count', '+', members.length) })),
        )
        .execute();
    }
    const cameBack = rows.flatMap(({ mailing_id, list, state, bounce_reason: reason }) =>
      reason === null || state === 'failed' ? [] : [{ mailing_id, list, reason }],
    );
    for (const [first, ...others] of Map.groupBy(cameBack, ({ list, reason }) => `${reason} ${list}`).values()) {
      if (first === undefined) continue;
      const count = others.length + 1;
      await transaction
        .insertInto('bounce_counts')
        .values({ ...first, count })
        .onConflict(conflict =>
          conflict
            .columns(['mailing_id', 'list', 'reason'])
            .doUpdateSet(({ eb }) => ({ count: eb('bounce_counts.count', '+', count) })),
        )
        .execute();
    }
    return rows.length;
  });
}

function isOver(end: number) {
  return sql<SqlBool>`(deliveries.state not in ('queued', 'deferred', 'sending') and deliveries.changed_at <= ${end})`;
}
