import { z } from 'zod';
import { writeNotices } from './notice.ts';
import type { Store } from './open.ts';
import { inTransaction } from './transaction.ts';

/** How attempts of a mailing ended since a person last let it go on. */
export interface Tally {
  readonly tried: number;
  /** Refused for good. */
  readonly refused: number;
  /** Of these: there is no such mailbox. */
  readonly unknown: number;
}

const held = z.strictObject({
  tried: z.number(),
  refused: z.number(),
  unknown: z.number(),
  answers: z.array(z.string()),
});

/** Why a mailing paused by itself; `answers`: some of the relay's, redacted. */
export type Held = z.infer<typeof held>;

/** `held` of a mailing's row. */
export function readHeld(column: string | null): Held | undefined {
  return column === null ? undefined : held.parse(JSON.parse(column));
}

/** Adds what one sender has seen to what all have; the sum. Undefined: there is no such mailing. */
export async function addTally({ db }: Store, mailing: number, more: Tally): Promise<Tally | undefined> {
  return db
    .updateTable('mailings')
    .set(({ eb }) => ({
      tried: eb('tried', '+', more.tried),
      refused: eb('refused', '+', more.refused),
      unknown: eb('unknown', '+', more.unknown),
    }))
    .where('id', '=', mailing)
    .returning(['tried', 'refused', 'unknown'])
    .executeTakeFirst();
}

/**
 * Pauses a mailing that goes out badly, says why and writes the notices, all at once; false: it was not going out. Who was refused stays
 * so; a person looks, then `resumeMailing` counts from nothing.
 */
export function holdMailing(
  store: Store,
  {
    mailing,
    why,
    to,
    now,
  }: { readonly mailing: number; readonly why: Held; readonly to: readonly Buffer[]; readonly now: Date },
): Promise<boolean> {
  return inTransaction(store, async transaction => {
    const stopped = await transaction
      .updateTable('mailings')
      .set({ state: 'paused', held: JSON.stringify(held.parse(why)) })
      .where('id', '=', mailing)
      .where('state', 'in', ['approved', 'sending'])
      .returning('issue')
      .executeTakeFirst();
    if (stopped === undefined) return false;
    await writeNotices(transaction, { facts: { about: 'refusals', issue: stopped.issue, ...why }, to, now });
    return true;
  });
}
