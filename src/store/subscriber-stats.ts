import type { Store } from './open.ts';
import { type SubscriberState, subscriberStates } from './subscriber-state.ts';

/** How many subscribers each list has in each state. Never a person. */
export type SubscriberStats = Readonly<Record<string, Readonly<Record<SubscriberState, number>>>>;

export async function subscriberStats({ db }: Store): Promise<SubscriberStats> {
  const rows = await db
    .selectFrom('subscribers')
    .select(['list', 'state', ({ fn }) => fn.countAll<number>().as('count')])
    .groupBy(['list', 'state'])
    .orderBy('list')
    .execute();
  const lists = [...new Set(rows.map(row => row.list))];
  return Object.fromEntries(
    lists.map(list => {
      const countOf = (state: SubscriberState): number =>
        rows.find(row => row.list === list && row.state === state)?.count ?? 0;
      return [list, byState(countOf)];
    }),
  );
}

function byState(countOf: (state: SubscriberState) => number): Record<SubscriberState, number> {
  const counts: Record<SubscriberState, number> = { pending: 0, active: 0, unsubscribed: 0, bounced: 0, complained: 0 };
  for (const state of subscriberStates) counts[state] = countOf(state);
  return counts;
}
