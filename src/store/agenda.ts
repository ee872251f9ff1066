import { sql } from 'kysely';
import type { Store } from './open.ts';
import { providers } from './provider.ts';

/**
 * The earliest moment at which a row can go, of this mailing only where it is given: in the past when something waits now. Undefined:
 * nothing is queued or deferred in a mailing that is neither paused nor over. One that is scheduled counts with the moment at which it
 * is due.
 */
export async function nextAvailable(store: Store, mailing?: number): Promise<Date | undefined> {
  return earliest(store, ['scheduled', 'approved', 'sending'], mailing);
}

/** The same of mailings that have begun: what a sender can wait for by itself. */
export async function nextClaimable(store: Store, mailing?: number): Promise<Date | undefined> {
  return earliest(store, ['approved', 'sending'], mailing);
}

async function earliest(
  { db }: Store,
  states: readonly AgendaRow['state'][],
  mailing: number | undefined,
): Promise<Date | undefined> {
  const ofMailing = mailing === undefined ? sql`` : sql`and m.id = ${mailing}`;
  // One look into the index for each mailing and provider, however many rows wait: workers ask every second.
  const firsts = providers.map(
    (provider, at) => sql`
      (select min(d.available_at) from deliveries d
        where d.mailing_id = m.id and d.provider = ${provider} and d.state in ('queued', 'deferred')) as ${sql.ref(`first${at}`)}`,
  );
  const { rows } = await sql<AgendaRow>`
    select m.state, m.due_at as due, m.created_at as created, ${sql.join(firsts)}
    from mailings m where m.state in (${sql.join(states)}) ${ofMailing}`.execute(db);
  const moments = rows.flatMap(({ state, due, created, ...columns }) => {
    const waiting = Object.values(columns).filter(moment => moment !== null);
    if (waiting.length === 0) return [];
    return [Math.max(Math.min(...waiting), state === 'scheduled' ? due : created)];
  });
  return moments.length === 0 ? undefined : new Date(Math.min(...moments));
}

interface AgendaRow {
  readonly state: 'scheduled' | 'approved' | 'sending';
  readonly due: number;
  readonly created: number;
  /** The first of each provider; 0: at any time; null: none. */
  readonly [first: `first${number}`]: number | null;
}
