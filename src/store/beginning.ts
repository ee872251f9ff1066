import type { Store } from './open.ts';

const lookEveryMs = 60_000;

/**
 * Takes the look at the pages of a mailing that is scheduled and due: nobody else looks for the next minute. False: somebody did, or
 * it is not for looking at any more.
 */
export async function takeLook({ db }: Store, mailing: number, now: Date): Promise<boolean> {
  const moment = now.getTime();
  const { numUpdatedRows } = await db
    .updateTable('mailings')
    .set({ looked_at: moment })
    .where('id', '=', mailing)
    .where('state', '=', 'scheduled')
    .where('due_at', '<=', moment)
    // One that was looked at in a time to come was so before the clock was set back.
    .where(({ or, eb }) =>
      or([eb('looked_at', 'is', null), eb('looked_at', '<=', moment - lookEveryMs), eb('looked_at', '>', moment)]),
    )
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Lets a scheduled mailing that is due go out: its rows may be claimed from now on. False: it was not there to begin. */
export async function beginMailing({ db }: Store, mailing: number, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('mailings')
    .set({ state: 'approved' })
    .where('id', '=', mailing)
    .where('state', '=', 'scheduled')
    .where('due_at', '<=', now.getTime())
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
