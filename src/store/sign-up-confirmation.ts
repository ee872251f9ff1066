import { sql } from 'kysely';
import { forgetAsked, holdAddress, keepQuiet } from './asked-addresses.ts';
import { keepConsent } from './consents.ts';
import { forgetWithin } from './forgetting.ts';
import type { Store } from './open.ts';
import { putIntoOutbox } from './reader-mail.ts';
import { type SignUpLink, signUpLifeMs } from './sign-up-life.ts';
import { inTransaction } from './transaction.ts';

/** A sign-up as its owner meets it. */
export interface OpenSignUp {
  /** What they would get, or get already. */
  readonly list: string;
  /** Confirmed before, and still subscribed. */
  readonly isDone: boolean;
}

/** The sign-up behind a confirmation link; undefined: it is over, was used up, or is older than seven days, or the link is of an earlier one. Changes nothing. */
export async function findSignUp(
  { db }: Store,
  { ref, mailedAt }: SignUpLink,
  now: Date,
): Promise<OpenSignUp | undefined> {
  const row = await db
    .selectFrom('subscribers as s')
    .innerJoin('sign_ups as u', 'u.subscriber_id', 's.id')
    .select(['s.state', 's.list as own', 'u.list as wished', 'u.confirmed_at as confirmedAt'])
    .select(begun.as('begunAt'))
    .where('s.ref', '=', Buffer.from(ref))
    .where(begun, '<', afterMail(mailedAt))
    .executeTakeFirst();
  if (row === undefined) return undefined;
  if (row.state === 'active' && row.confirmedAt !== null) return { list: row.own, isDone: true };
  if (row.confirmedAt !== null || row.begunAt <= now.getTime() - signUpLifeMs) return undefined;
  return { list: row.wished, isDone: false };
}

/**
 * The owner's yes: active from now on, on the list that the page named; off the suppression list; the record of their consent; a
 * welcome mail in the outbox. Again: no change. Undefined as in `findSignUp`.
 */
export async function confirmSignUp(
  store: Store,
  link: SignUpLink,
  { list, now }: { readonly list?: string | undefined; readonly now: Date },
): Promise<OpenSignUp | undefined> {
  const moment = now.getTime();
  const person = await inTransaction(store, async transaction => {
    const asked = await transaction
      .updateTable('sign_ups')
      .set({ confirmed_at: moment })
      .where('confirmed_at', 'is', null)
      .where(begun, '>', moment - signUpLifeMs)
      .where(begun, '<', afterMail(link.mailedAt))
      .where('subscriber_id', 'in', ({ selectFrom }) =>
        selectFrom('subscribers').select('id').where('ref', '=', Buffer.from(link.ref)),
      )
      .returning(['subscriber_id', 'list', 'source', 'words'])
      .executeTakeFirst();
    if (asked === undefined) return undefined;
    const given = { source: asked.source, list: list ?? asked.list, words: asked.words, at: moment };
    await keepConsent(transaction, asked.subscriber_id, given);
    const consent = { consent_source: asked.source, consent_at: moment, consent_words: asked.words };
    const confirmed = await transaction
      .updateTable('subscribers')
      .set({
        state: 'active',
        list: given.list,
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
  return person === undefined ? findSignUp(store, link, now) : { list: person.list, isDone: true };
}

const begun = sql<number>`coalesce(first_asked_at, asked_at)`;

// A link knows the second of its mail. Whoever has an old one in hand must not say yes to what was asked for after it.
function afterMail(mailedAt: Date): number {
  return mailedAt.getTime() + 1000;
}

/**
 * The owner's no: what was asked for is forgotten, and the address of whoever is not subscribed, of which a keyed hash stays on the suppression
 * list where it had been here before; nobody can sign it up at the door for thirty days. False: that
 * sign-up was confirmed, and stays. Again, or where nothing is left of it: no change.
 */
export async function refuseSignUp(store: Store, { ref, mailedAt }: SignUpLink, now: Date): Promise<boolean> {
  const isOpen = await inTransaction(store, async transaction => {
    await holdAddress(transaction, ref, now);
    const person = await transaction
      .updateTable('subscribers')
      .set(({ ref: column }) => ({ changed_at: column('changed_at') }))
      .where('ref', '=', Buffer.from(ref))
      .returning(['id', 'state', 'address_index'])
      .executeTakeFirst();
    if (person === undefined) return undefined;
    const { numDeletedRows } = await transaction
      .deleteFrom('sign_ups')
      .where('subscriber_id', '=', person.id)
      .where('confirmed_at', 'is', null)
      .where(begun, '<', afterMail(mailedAt))
      .executeTakeFirst();
    if (numDeletedRows === 0n) return false;
    await transaction
      .deleteFrom('outbox')
      .where('subscriber_id', '=', person.id)
      .where('kind', '=', 'confirm')
      .execute();
    if (person.state === 'pending') await transaction.deleteFrom('subscribers').where('id', '=', person.id).execute();
    // Who left, bounced or complained: they said now that they want to be forgotten. An import must still not bring them back.
    else if (person.state !== 'active') await forgetWithin(transaction, store, ref, { keepHash: true, now });
    await keepQuiet(transaction, person.address_index, now);
    return true;
  });
  if (isOpen === true) await store.scrub();
  return isOpen !== false;
}

/**
 * Forgets what nobody confirmed within seven days: pending addresses whole, of others the wish; how many addresses. Mails that could
 * not be sent for so long go too.
 */
export async function expireSignUps(store: Store, now: Date): Promise<number> {
  const end = now.getTime() - signUpLifeMs;
  return inTransaction(store, async transaction => {
    const { numDeletedRows } = await transaction
      .deleteFrom('subscribers')
      .where('state', '=', 'pending')
      .where('created_at', '<=', end)
      .where('id', 'not in', ({ selectFrom }) => selectFrom('sign_ups').select('subscriber_id').where(begun, '>', end))
      .executeTakeFirst();
    await transaction.deleteFrom('sign_ups').where(begun, '<=', end).execute();
    await forgetAsked({ db: transaction }, now);
    await transaction.deleteFrom('outbox').where('created_at', '<=', end).execute();
    return Number(numDeletedRows);
  });
}
