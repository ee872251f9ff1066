import type { Store } from './open.ts';

/** Why somebody left, chosen by themselves out of this list or not said at all. Never words of their own. */
export const leavingReasons = ['too-many', 'not-interesting', 'not-safe', 'elsewhere', 'never-asked', 'other'] as const;
export type LeavingReason = (typeof leavingReasons)[number];

/** Keeps why somebody left; the last word counts. False: they have not left, and nothing has changed. */
export async function keepLeavingReason({ db }: Store, ref: Uint8Array, reason: LeavingReason): Promise<boolean> {
  // `changed_at` stays: it is the day of leaving.
  const { numUpdatedRows } = await db
    .updateTable('subscribers')
    .set({ left_reason: reason })
    .where('ref', '=', Buffer.from(ref))
    .where('state', '=', 'unsubscribed')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
