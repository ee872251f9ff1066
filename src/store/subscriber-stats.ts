import { type LeavingReason, leavingReasons } from './leaving-reason.ts';
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

/** What a month brought. */
export interface MonthCount {
  /** In UTC, `2024-04`. */
  readonly month: string;
  /** Who joined in it and was not forgotten since, whatever became of them; nobody who has not confirmed. */
  readonly joined: number;
  /** Who unsubscribed, bounced or complained in it and has not come back. */
  readonly left: number;
  readonly growth: number;
  /** How many are on the lists at its end. */
  readonly active: number;
}

/** Month by month from the first one with anybody to that of `now`. Whoever was forgotten is in no month. */
export async function growthByMonth({ db, dialect }: Store, now: Date): Promise<MonthCount[]> {
  const countBy = async (column: 'created_at' | 'changed_at', states: readonly SubscriberState[]) => {
    const rows = await db
      .selectFrom('subscribers')
      .select(({ fn }) => [dialect.monthOf(column).as('month'), fn.countAll<number>().as('count')])
      .where('state', 'in', states)
      .groupBy('month')
      .execute();
    return new Map(rows.map(({ month, count }) => [month, count] as const));
  };
  const joined = await countBy('created_at', ['active', 'unsubscribed', 'bounced', 'complained']);
  const left = await countBy('changed_at', ['unsubscribed', 'bounced', 'complained']);
  let active = 0;
  return monthsFrom([...joined.keys(), ...left.keys()].sort()[0], now).map(month => {
    const [more, fewer] = [joined.get(month) ?? 0, left.get(month) ?? 0];
    active += more - fewer;
    return { month, joined: more, left: fewer, growth: more - fewer, active };
  });
}

function monthsFrom(first: string | undefined, now: Date): string[] {
  const months: string[] = [];
  if (first === undefined) return months;
  const last = now.toISOString().slice(0, 7);
  for (let day = new Date(`${first}-01T00:00:00Z`); ; day.setUTCMonth(day.getUTCMonth() + 1)) {
    const month = day.toISOString().slice(0, 7);
    if (month > last) return months;
    months.push(month);
  }
}

/** Why people left, as far as they said; `unsaid` for the others who unsubscribed. */
export async function reasonsForLeaving({ db }: Store): Promise<Record<LeavingReason | 'unsaid', number>> {
  const rows = await db
    .selectFrom('subscribers')
    .select(['left_reason', ({ fn }) => fn.countAll<number>().as('count')])
    .where('state', '=', 'unsubscribed')
    .groupBy('left_reason')
    .execute();
  const countOf = (reason: LeavingReason | null): number => rows.find(row => row.left_reason === reason)?.count ?? 0;
  const counts = { 'too-many': 0, 'not-interesting': 0, 'not-safe': 0, elsewhere: 0, 'never-asked': 0, other: 0 };
  for (const reason of leavingReasons) counts[reason] = countOf(reason);
  return { ...counts, unsaid: countOf(null) };
}
