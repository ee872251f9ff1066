import type { Selectable } from 'kysely';
import { addressIndex } from '#keys/address-index.ts';
import type { LeavingReason } from './leaving-reason.ts';
import { addressOf } from './live-keys.ts';
import type { Store } from './open.ts';
import type { Tables } from './schema.ts';
import { addSubscribers, type NewSubscriber } from './subscriber-admission.ts';
import type { Form, SubscriberState } from './subscriber-state.ts';

/** One address on one list. */
export interface Subscriber {
  /** 16 random bytes: what a personal link's token holds. */
  readonly ref: Buffer;
  readonly address: string;
  readonly list: string;
  readonly form: Form;
  readonly state: SubscriberState;
  readonly consent: Consent;
  readonly createdAt: Date;
  /** No issue goes to them before this moment. It may be past: then there is no pause. */
  readonly pausedUntil?: Date;
  /** When they unsubscribed, bounced or complained. */
  readonly leftAt?: Date;
  readonly leftReason?: LeavingReason;
}

/** Where and when somebody agreed to be mailed. */
export interface Consent {
  /** For example `import: spring-fair`, `operator`, `form`. Never an address. */
  readonly source: string;
  readonly at: Date;
  /** Version of the words that they agreed to, where a form of ours showed them: `be-3f9a01c2d4e5`. */
  readonly words?: string;
}

/** How an addition ended: `known` leaves the row as it is, whatever its state; `suppressed` adds nothing. */
export type Admission = 'added' | 'known' | 'suppressed';

/** Adds one subscriber. Throws VesnikError `address-refused` for what is not one well-formed address, and `source-refused`. */
export async function addSubscriber(store: Store, subscriber: NewSubscriber, now: Date): Promise<Admission> {
  const [admission] = await addSubscribers(store, [subscriber], now);
  return admission ?? 'known';
}

export async function findByAddress(store: Store, address: string): Promise<Subscriber | undefined> {
  const row = await store.db
    .selectFrom('subscribers')
    .selectAll()
    .where('address_index', '=', addressIndex(store.ring, address))
    .executeTakeFirst();
  return row === undefined ? undefined : opened(store, row);
}

export async function findByRef(store: Store, ref: Uint8Array): Promise<Subscriber | undefined> {
  const row = await store.db
    .selectFrom('subscribers')
    .selectAll()
    .where('ref', '=', Buffer.from(ref))
    .executeTakeFirst();
  return row === undefined ? undefined : opened(store, row);
}

/**
 * Puts a subscriber on another list, into another form, or both at once; what is not given stays. A delivery that is frozen
 * already stays as it is. False: nobody has that reference.
 */
export async function moveSubscriber(
  store: Store,
  ref: Uint8Array,
  { list, form, now }: { readonly list?: string; readonly form?: Form; readonly now: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await store.db
    .updateTable('subscribers')
    // The day of leaving stays.
    .set(({ eb, ref: column }) => ({
      ...{ list, form },
      changed_at: eb
        .case()
        .when('state', 'in', ['active', 'pending'])
        .then(now.getTime())
        .else(column('changed_at'))
        .end(),
    }))
    .where('ref', '=', Buffer.from(ref))
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/**
 * Ends a subscription: once this resolves, no delivery goes whose `sending` was not yet committed. Again: no change. A
 * `bounced` or `complained` subscriber keeps that state; who was never more than `pending` is removed, so that no way back makes them
 * active. False: nobody has that reference.
 */
export async function unsubscribe(store: Store, ref: Uint8Array, now: Date): Promise<boolean> {
  const bytes = Buffer.from(ref);
  const { numUpdatedRows } = await store.db
    .updateTable('subscribers')
    .set({ state: 'unsubscribed', paused_until: null, changed_at: now.getTime() })
    .where('ref', '=', bytes)
    .where('state', '=', 'active')
    .executeTakeFirst();
  if (numUpdatedRows > 0n) return true;
  const { numDeletedRows } = await store.db
    .deleteFrom('subscribers')
    .where('ref', '=', bytes)
    .where('state', '=', 'pending')
    .executeTakeFirst();
  if (numDeletedRows > 0n) return true;
  const known = await store.db.selectFrom('subscribers').select('id').where('ref', '=', bytes).executeTakeFirst();
  return known !== undefined;
}

/** Every subscriber in order of joining, a batch at a time; memory does not grow with the list. */
export async function* allSubscribers(
  store: Store,
  { states, batch = 1000 }: { readonly states?: readonly SubscriberState[]; readonly batch?: number } = {},
): AsyncGenerator<Subscriber> {
  for (let after = 0; ; ) {
    let query = store.db.selectFrom('subscribers').selectAll().where('id', '>', after).orderBy('id').limit(batch);
    if (states !== undefined) query = query.where('state', 'in', states);
    const rows = await query.execute();
    for (const row of rows) yield await opened(store, row);
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}

async function opened(store: Store, row: Selectable<Tables['subscribers']>): Promise<Subscriber> {
  return {
    ref: row.ref,
    address: await addressOf(store, row.sealed, row.ref),
    list: row.list,
    form: row.form,
    state: row.state,
    consent: {
      source: row.consent_source,
      at: new Date(row.consent_at),
      ...(row.consent_words !== null && { words: row.consent_words }),
    },
    createdAt: new Date(row.created_at),
    ...(row.paused_until !== null && { pausedUntil: new Date(row.paused_until) }),
    ...(row.state !== 'active' && row.state !== 'pending' && { leftAt: new Date(row.changed_at) }),
    ...(row.left_reason !== null && { leftReason: row.left_reason }),
  };
}
