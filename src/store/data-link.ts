import type { Store } from './open.ts';
import { putIntoOutbox } from './reader-mail.ts';
import { countSignUp, longestWindowMs } from './sign-up-counts.ts';
import { inTransaction } from './transaction.ts';

/** Whoever has a forwarded mail in hand must not be able to fill the mailbox of its owner. */
const pauseMs = 10 * 60 * 1000;
const mostADay = 3;

/**
 * Puts the mail with the link to somebody's data into the outbox, whatever their state. True: there is a mail to send; false:
 * nobody has that reference, they were mailed one within ten minutes, or three on this day (UTC).
 */
export function askForDataLink(store: Store, ref: Uint8Array, now: Date): Promise<boolean> {
  const moment = now.getTime();
  return inTransaction(store, async transaction => {
    const person = await transaction
      .updateTable('subscribers')
      .set({ link_asked_at: moment })
      .where('ref', '=', Buffer.from(ref))
      // Also where the clock was set back by more than that.
      .where(({ eb, or }) =>
        or([
          eb('link_asked_at', 'is', null),
          eb('link_asked_at', '<=', moment - pauseMs),
          eb('link_asked_at', '>=', moment + pauseMs),
        ]),
      )
      .returning(['id', 'list', 'provider'])
      .executeTakeFirst();
    if (person === undefined) return false;
    const counted = { kind: 'link', what: Buffer.from(ref).toString('hex') } as const;
    const count = await countSignUp({ db: transaction, ring: store.ring }, counted, { windowMs: longestWindowMs, now });
    if (count > mostADay) return false;
    await putIntoOutbox(transaction, { kind: 'data', list: person.list, person }, now);
    return true;
  });
}
