import { sql } from 'kysely';
import type { Store } from './open.ts';

/**
 * The earliest moment at which a row can be claimed, of this mailing only where it is given: in the past when something waits
 * now. Undefined: nothing is queued or deferred in a mailing that is neither paused nor over.
 */
export async function nextAvailable({ db }: Store, mailing?: number): Promise<Date | undefined> {
  const ofMailing = mailing === undefined ? sql`` : sql`and m.id = ${mailing}`;
  // One look into the index for each mailing, however many rows wait: workers ask every second.
  const { rows } = await sql<AgendaRow>`
    select m.state, m.due_at as due, m.created_at as created,
      (select min(d.available_at) from deliveries d where d.mailing_id = m.id and d.state in ('queued', 'deferred')) as first
    from mailings m where m.state in ('scheduled', 'approved', 'sending') ${ofMailing}`.execute(db);
  const moments = rows.flatMap(({ state, due, created, first }) =>
    first === null ? [] : [Math.max(first, state === 'scheduled' ? due : created)],
  );
  return moments.length === 0 ? undefined : new Date(Math.min(...moments));
}

interface AgendaRow {
  readonly state: string;
  readonly due: number;
  readonly created: number;
  /** 0: at any time. */
  readonly first: number | null;
}
