import { type Kysely, sql } from 'kysely';
import { countAsked, mayBeAsked } from './asked-addresses.ts';
import type { Provider } from './provider.ts';
import { putIntoOutbox } from './reader-mail.ts';
import type { Tables } from './schema.ts';
import { signUpLifeMs } from './sign-up-life.ts';
import type { SubscriberState } from './subscriber-state.ts';

/** What somebody wants, who may not be the owner of the address. */
export interface Wish {
  readonly list: string;
  /** By which door: `form`. */
  readonly source: string;
  /** Version of the words that stood by the form. */
  readonly words?: string | undefined;
}

/** Whose address it is. */
export interface AskedPerson {
  readonly id: number;
  readonly state: SubscriberState;
  readonly list: string;
  readonly provider: Provider;
  readonly suppressed: number;
}

/** For the columns of `AskedPerson`. */
export const isSuppressed = sql<number>`case when exists
  (select 1 from suppressions x where x.address_index = subscribers.address_index) then 1 else 0 end`;

/** Nobody gets more than one mail in so long because somebody typed their address. */
const pauseMs = 24 * 60 * 60 * 1000;

/**
 * Puts the mail that asks the owner of an address, or tells them that they are subscribed, into the outbox, and keeps the wish as that mail
 * says it. True: there is a mail to send; false: they got one within the last day, three within thirty days, or do not want to be asked; then the
 * wish of that earlier mail stays, for nobody can confirm what no mail has said. Inside a transaction of yours that holds the row.
 */
export async function askOwner(
  db: Kysely<Tables>,
  person: AskedPerson,
  { addressIndex, ...wish }: Wish & { readonly addressIndex: Buffer },
  now: Date,
): Promise<boolean> {
  const moment = now.getTime();
  if (!(await mayBeAsked(db, addressIndex, now))) return false;
  const before = await db
    .selectFrom('sign_ups')
    .select(['asked_at', 'first_asked_at', 'confirmed_at'])
    .where('subscriber_id', '=', person.id)
    .executeTakeFirst();
  const isSubscribed = person.state === 'active' && person.suppressed === 0;
  // Also where the clock was set back by more than that.
  if (before !== undefined && Math.abs(moment - before.asked_at) < pauseMs) {
    // Who confirmed and left within a day may use the link of that mail once more.
    if (before.confirmed_at !== null && !isSubscribed)
      await db.updateTable('sign_ups').set({ confirmed_at: null }).where('subscriber_id', '=', person.id).execute();
    return false;
  }
  const begunAt = before === undefined ? moment : (before.first_asked_at ?? before.asked_at);
  const isOpen = before?.confirmed_at === null && begunAt > moment - signUpLifeMs && begunAt <= moment;
  const asked = {
    list: isSubscribed ? person.list : wish.list,
    source: wish.source,
    words: wish.words ?? null,
    asked_at: moment,
    // Asking again does not make a link live longer.
    first_asked_at: isOpen && !isSubscribed ? begunAt : moment,
    confirmed_at: isSubscribed ? moment : null,
  };
  await db
    .insertInto('sign_ups')
    .values({ subscriber_id: person.id, ...asked })
    .onConflict(conflict => conflict.column('subscriber_id').doUpdateSet(asked))
    .execute();
  await countAsked(db, addressIndex, now);
  await putIntoOutbox(db, { person, list: asked.list, kind: isSubscribed ? 'known' : 'confirm' }, now);
  return true;
}
