import type { Store } from './open.ts';
import { advanceMark } from './sender-mark.ts';

/** A sender says that it lives. Who watches sees only that `seen_at` changed, not what it says: clocks of machines differ. */
export async function beatSender(store: Store, sender: number, now: Date): Promise<void> {
  await advanceMark(store);
  // A beat within the millisecond of the last one, or with a clock set back to it, must be a change all the same.
  await store.db
    .updateTable('senders')
    .set(({ eb }) => ({
      seen_at: eb
        .case()
        .when('seen_at', '=', now.getTime())
        .then(now.getTime() + 1)
        .else(now.getTime())
        .end(),
    }))
    .where('id', '=', sender)
    .execute();
}

/** What every sender said last. */
export async function senderBeats({ db }: Store): Promise<ReadonlyMap<number, number | null>> {
  const rows = await db.selectFrom('senders').select(['id', 'seen_at']).execute();
  return new Map(rows.map(({ id, seen_at }) => [id, seen_at]));
}

/** When a sender last said that it lives; undefined: none has begun since the last one ended properly. */
export async function lastSeenSender({ db }: Pick<Store, 'db'>): Promise<Date | undefined> {
  const { seen } = await db
    .selectFrom('senders')
    .select(({ fn }) => fn.max(fn.coalesce('seen_at', 'started_at')).as('seen'))
    .executeTakeFirstOrThrow();
  return seen === null ? undefined : new Date(seen);
}
