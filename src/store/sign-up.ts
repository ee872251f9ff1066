import { randomBytes } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { keepKeysCurrent } from './live-keys.ts';
import type { Store } from './open.ts';
import type { ReaderMailKind } from './outbox-kind.ts';
import type { Provider } from './provider.ts';
import type { Tables } from './schema.ts';
import { newSubscriberRow } from './subscriber-admission.ts';
import { inTransaction } from './transaction.ts';

/** What somebody asked for at the form, for an address that may not be theirs. */
interface Wish {
  readonly address: string;
  readonly list: string;
  /** By which door: `form`. */
  readonly source: string;
  /** Version of the words that stood by the form. */
  readonly words?: string | undefined;
}

/** Nobody gets more than one mail in so long because somebody typed their address. */
const pauseMs = 24 * 60 * 60 * 1000;

/**
 * Writes a wish down and puts the mail that asks its owner, or tells them that they are subscribed, into the outbox: the same
 * statements whoever they are. True: there is a mail to send; false: they got one within the last day. Nothing else changes before
 * the owner confirms: whoever left, bounced or complained stays so, and a suppressed address stays suppressed. Throws VesnikError
 * `address-refused`, `source-refused`.
 */
export async function signUp(store: Store, wish: Wish, now: Date): Promise<boolean> {
  const consent = { source: wish.source, at: now, ...(wish.words !== undefined && { words: wish.words }) };
  await keepKeysCurrent(store);
  const row = newSubscriberRow(store, { ...wish, state: 'pending', consent }, now, randomBytes(28));
  return inTransaction(store, async transaction => {
    await transaction
      .insertInto('subscribers')
      .values(row)
      .onConflict(conflict => conflict.column('address_index').doNothing())
      .execute();
    // Held until the end: a rival with the same address waits here, and then finds that its owner was asked.
    const person = await transaction
      .updateTable('subscribers')
      .set(({ ref }) => ({ changed_at: ref('changed_at') }))
      .where('address_index', '=', row.address_index)
      .returning(['id', 'state', 'list', 'provider'])
      .returning(isSuppressed.as('suppressed'))
      .executeTakeFirstOrThrow();
    const before = await transaction
      .selectFrom('sign_ups')
      .select('asked_at')
      .where('subscriber_id', '=', person.id)
      .executeTakeFirst();
    // Also where the clock was set back by more than that.
    const isDue = before === undefined || Math.abs(now.getTime() - before.asked_at) >= pauseMs;
    const isSubscribed = person.state === 'active' && person.suppressed === 0;
    const asked = {
      list: isSubscribed ? person.list : wish.list,
      source: wish.source,
      words: wish.words ?? null,
      asked_at: isDue ? now.getTime() : (before?.asked_at ?? 0),
      confirmed_at: isSubscribed ? now.getTime() : null,
    };
    await transaction
      .insertInto('sign_ups')
      .values({ subscriber_id: person.id, ...asked })
      .onConflict(conflict => conflict.column('subscriber_id').doUpdateSet(asked))
      .execute();
    if (isDue) await putIntoOutbox(transaction, { person, ...asked, kind: isSubscribed ? 'known' : 'confirm' }, now);
    return isDue;
  });
}

const isSuppressed = sql<number>`case when exists
  (select 1 from suppressions x where x.address_index = subscribers.address_index) then 1 else 0 end`;

interface Letter {
  readonly kind: ReaderMailKind;
  readonly list: string;
  readonly person: { readonly id: number; readonly provider: Provider };
}

/** Inside a transaction of yours: with what it writes, the mail is there or is not. */
export async function putIntoOutbox(db: Kysely<Tables>, { kind, list, person }: Letter, now: Date): Promise<void> {
  const moment = now.getTime();
  await db
    .insertInto('outbox')
    .values({
      ...{ kind, list, subscriber_id: person.id, provider: person.provider, bytes: randomBytes(16) },
      ...{ state: 'queued', worker: null, available_at: 0, attempts: 0, attempted_at: null, answer: null },
      ...{ created_at: moment, changed_at: moment },
    })
    .execute();
}
