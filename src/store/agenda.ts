import { sql } from 'kysely';
import type { Store } from './open.ts';

/**
 * The earliest moment at which a row can be claimed, of this mailing only where it is given: in the past when something waits
 * now. Undefined: nothing is queued or deferred in a mailing that is neither paused nor over.
 */
export async function nextAvailable({ db }: Store, mailing?: number): Promise<Date | undefined> {
  const ofMailing = mailing === undefined ? sql`` : sql`and m.id = ${mailing}`;
  const { rows } = await sql<{ at: number | null }>`
    select min(case when d.available_at > m.due_at then d.available_at else m.due_at end) as at
    from mailings m join deliveries d on d.mailing_id = m.id
    where m.state in ('scheduled', 'approved', 'sending') and d.state in ('queued', 'deferred') ${ofMailing}`.execute(
    db,
  );
  const at = rows[0]?.at;
  return at === undefined || at === null ? undefined : new Date(at);
}
