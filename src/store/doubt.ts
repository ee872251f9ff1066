import type { Transaction } from 'kysely';
import type { Tables } from './schema.ts';

export interface PausedMailing {
  readonly issue: string;
  /** So many wait as they did. */
  readonly waiting: number;
  /** Of a mailing that was due: so many waited and may have got it since. They are `uncertain` now. */
  readonly uncertain: number;
}

/**
 * Pauses every mailing that is not over, in a database that is older than what was mailed from it. Whoever waits in one that was due may
 * have got it meanwhile, and mailed again would have it twice.
 */
export async function pauseInDoubt(transaction: Transaction<Tables>, now: Date): Promise<PausedMailing[]> {
  const mailings = await transaction
    .updateTable('mailings')
    .set({ state: 'paused' })
    .where('state', 'in', ['scheduled', 'approved', 'sending', 'paused'])
    .returning(['id', 'issue', 'due_at'])
    .execute();
  const paused: PausedMailing[] = [];
  for (const { id, issue, due_at } of mailings) {
    const uncertain = due_at < now.getTime() ? await doubtWaiting(transaction, id, now) : 0;
    const { waiting } = await transaction
      .selectFrom('deliveries')
      .select(({ fn }) => fn.countAll<number>().as('waiting'))
      .where('mailing_id', '=', id)
      .where('state', 'in', ['queued', 'deferred'])
      .executeTakeFirstOrThrow();
    paused.push({ issue, waiting, uncertain });
  }
  return paused;
}

async function doubtWaiting(transaction: Transaction<Tables>, mailing: number, now: Date): Promise<number> {
  const { numUpdatedRows } = await transaction
    .updateTable('deliveries')
    .set({
      ...{ state: 'uncertain', worker: null, changed_at: now.getTime() },
      answer: 'the database is older than what was mailed from it',
    })
    .where('mailing_id', '=', mailing)
    .where('state', 'in', ['queued', 'deferred', 'sending'])
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
