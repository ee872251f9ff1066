import type { Store } from './open.ts';

/**
 * No issue goes to a subscriber before `until`, also none that is approved already and whose `sending` was not yet committed;
 * after it the next one comes by itself. Null takes a pause back. False: they are not active, and nothing has changed.
 */
export async function pauseSubscriber(
  { db }: Store,
  ref: Uint8Array,
  { until, now }: { readonly until: Date | null; readonly now: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('subscribers')
    .set({ paused_until: until?.getTime() ?? null, changed_at: now.getTime() })
    .where('ref', '=', Buffer.from(ref))
    .where('state', '=', 'active')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
