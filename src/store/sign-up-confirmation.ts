import type { Store } from './open.ts';
import { putIntoOutbox } from './sign-up.ts';
import { inTransaction } from './transaction.ts';

/** For so long a sign-up waits for its owner; then a pending address vanishes. */
const lifeMs = 7 * 24 * 60 * 60 * 1000;

/** A sign-up as its owner meets it. */
export interface OpenSignUp {
  /** What they would get, or get already. */
  readonly list: string;
  /** Confirmed before, and still subscribed. */
  readonly isDone: boolean;
}

/** The sign-up behind a confirmation link; undefined: it is over, was used up, or is older than seven days. Changes nothing. */
export async function findSignUp({ db }: Store, ref: Uint8Array, now: Date): Promise<OpenSignUp | undefined> {
  const row = await db
    .selectFrom('subscribers as s')
    .innerJoin('sign_ups as u', 'u.subscriber_id', 's.id')
    .select(['s.state', 's.list as own', 'u.list as wished', 'u.asked_at as askedAt', 'u.confirmed_at as confirmedAt'])
    .where('s.ref', '=', Buffer.from(ref))
    .executeTakeFirst();
  if (row === undefined) return undefined;
  if (row.state === 'active' && row.confirmedAt !== null) return { list: row.own, isDone: true };
  if (row.confirmedAt !== null || row.askedAt <= now.getTime() - lifeMs) return undefined;
  return { list: row.wished, isDone: false };
}

/**
 * The owner's yes: active from now on, on the list that the page named; off the suppression list; the record of their consent; a
 * welcome mail in the outbox. Again: no change. Undefined as in `findSignUp`.
 */
export async function confirmSignUp(
  store: Store,
  ref: Uint8Array,
  { list, now }: { readonly list?: string | undefined; readonly now: Date },
): Promise<OpenSignUp | undefined> {
  const moment = now.getTime();
  const person = await inTransaction(store, async transaction => {
    const asked = await transaction
      .updateTable('sign_ups')
      .set({ confirmed_at: moment })
      .where('confirmed_at', 'is', null)
      .where('asked_at', '>', moment - lifeMs)
      .where('subscriber_id', 'in', ({ selectFrom }) =>
        selectFrom('subscribers').select('id').where('ref', '=', Buffer.from(ref)),
      )
      .returning(['subscriber_id', 'list', 'source', 'words'])
      .executeTakeFirst();
    if (asked === undefined) return undefined;
    const consent = { consent_source: asked.source, consent_at: moment, consent_words: asked.words };
    const confirmed = await transaction
      .updateTable('subscribers')
      .set({
        state: 'active',
        list: list ?? asked.list,
        ...consent,
        left_reason: null,
        paused_until: null,
        changed_at: moment,
      })
      .where('id', '=', asked.subscriber_id)
      .returning(['id', 'list', 'provider', 'address_index'])
      .executeTakeFirstOrThrow();
    await transaction.deleteFrom('suppressions').where('address_index', '=', confirmed.address_index).execute();
    await putIntoOutbox(transaction, { kind: 'welcome', list: confirmed.list, person: confirmed }, now);
    return confirmed;
  });
  return person === undefined ? findSignUp(store, ref, now) : { list: person.list, isDone: true };
}

/**
 * Forgets what nobody confirmed within seven days: pending addresses whole, of others the wish; how many addresses. Mails that could
 * not be sent for so long go too.
 */
export async function expireSignUps(store: Store, now: Date): Promise<number> {
  const end = now.getTime() - lifeMs;
  return inTransaction(store, async transaction => {
    const { numDeletedRows } = await transaction
      .deleteFrom('subscribers')
      .where('state', '=', 'pending')
      .where('created_at', '<=', end)
      .where('id', 'not in', ({ selectFrom }) =>
        selectFrom('sign_ups').select('subscriber_id').where('asked_at', '>', end),
      )
      .executeTakeFirst();
    await transaction.deleteFrom('sign_ups').where('asked_at', '<=', end).execute();
    await transaction.deleteFrom('outbox').where('created_at', '<=', end).execute();
    return Number(numDeletedRows);
  });
}
