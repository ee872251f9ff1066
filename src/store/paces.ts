import { sql } from 'kysely';
import type { Store } from './open.ts';
import type { Provider } from './provider.ts';

/** Whose pace it is: one provider's, or that of all mail. */
export type PaceScope = Provider | 'all';

/** Messages a second that are let through where sending was slowed down; other scopes are not in it. */
export async function readPaces({ db }: Store): Promise<ReadonlyMap<string, number>> {
  const rows = await db.selectFrom('paces').select(['scope', 'rate']).where('rate', 'is not', null).execute();
  return new Map(rows.flatMap(({ scope, rate }) => (rate === null ? [] : [[scope, rate]])));
}

/** A minute without trouble gives back a tenth of the full rate: from the slowest to the full rate in ten minutes. */
const raiseEveryMs = 60_000;
/** What a dozen messages on the wire say at the same time is one sign, not twelve. */
const slowEveryMs = 10_000;
/** Messages a second: one in ten seconds asks whether it goes again. */
const slowest = 0.1;

/**
 * Halves a pace, once in ten seconds, whoever of the senders asks. `rate`: messages a second that went until now; `full`: where it
 * comes back to.
 */
export async function slowDown(
  { db }: Store,
  {
    scope,
    rate,
    full,
    now,
  }: { readonly scope: PaceScope; readonly rate: number; readonly full: number; readonly now: Date },
): Promise<void> {
  const moment = now.getTime();
  const half = Math.max(slowest, rate / 2);
  await sql`insert into paces (scope, rate, full_rate, slowed_at, raised_at)
    values (${scope}, ${half}, ${full}, ${moment}, ${moment})
    on conflict (scope) do update set
      rate = case when paces.rate is null then excluded.rate
        when paces.rate / 2 < ${slowest} then ${slowest} else paces.rate / 2 end,
      full_rate = coalesce(paces.full_rate, excluded.full_rate),
      slowed_at = excluded.slowed_at, raised_at = excluded.raised_at
    where not (paces.slowed_at > ${moment - slowEveryMs} and paces.slowed_at <= ${moment})`.execute(db);
}

/** Gives back a tenth of what was taken, to each pace that had no trouble for a minute; at the full rate it is as if nothing had been. */
export async function raisePaces({ db }: Store, now: Date): Promise<void> {
  const moment = now.getTime();
  const isFull = sql`rate + full_rate / 10 >= full_rate`;
  // A moment to come is from before the clock was set back: nobody waits for it again.
  await sql`update paces set
      rate = case when ${isFull} then null else rate + full_rate / 10 end,
      full_rate = case when ${isFull} then null else full_rate end,
      raised_at = ${moment}
    where rate is not null and not (raised_at > ${moment - raiseEveryMs} and raised_at <= ${moment})`.execute(db);
}
