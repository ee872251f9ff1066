import { randomBytes } from 'node:crypto';
import type { Insertable } from 'kysely';
import { VesnikError } from '#errors.ts';
import { parseAddress } from '#keys/address.ts';
import { addressIndex } from '#keys/address-index.ts';
import { sealAddress } from '#keys/address-seal.ts';
import { checkSource } from './consent-source.ts';
import { keepKeysCurrent } from './live-keys.ts';
import type { Store } from './open.ts';
import { settlePending } from './pending-consent.ts';
import { providerOf } from './provider.ts';
import type { Tables } from './schema.ts';
import type { Form, SubscriberState } from './subscriber-state.ts';
import type { Admission, Consent } from './subscribers.ts';
import { inTransaction } from './transaction.ts';

export interface NewSubscriber {
  readonly address: string;
  readonly list: string;
  /** `normal` unless said otherwise. */
  readonly form?: Form;
  /** `active` only with the consent of the person. */
  readonly state: SubscriberState;
  readonly consent: Consent;
}

// A reference and a nonce. Drawn once for all rows: 5 µs a call.
const randomPerRow = 16 + 12;

/**
 * Adds subscribers in one transaction; what became of each, in order. Whoever is known stays as they are, but for who has
 * not confirmed yet: an addition never brings back somebody who left, bounced or complained, nor an address on the suppression list. Give it 2,000 at a
 * time at most (30 ms). Throws VesnikError `address-refused`, `source-refused` (usage).
 */
export async function addSubscribers(
  store: Store,
  subscribers: readonly NewSubscriber[],
  now: Date,
): Promise<Admission[]> {
  if (subscribers.length === 0) return [];
  await keepKeysCurrent(store);
  // Sealed before the transaction begins, so that it holds the lock for the writing only.
  const random = randomBytes(subscribers.length * randomPerRow);
  const rows = subscribers.map((subscriber, at) =>
    newSubscriberRow(store, subscriber, now, random.subarray(at * randomPerRow, (at + 1) * randomPerRow)),
  );
  const indexes = rows.map(row => row.address_index);
  return inTransaction(store, async transaction => {
    const suppressed = hexes(
      await transaction
        .selectFrom('suppressions')
        .select('address_index')
        .where('address_index', 'in', indexes)
        .execute(),
    );
    const wanted = rows.filter(row => !suppressed.has(row.address_index.toString('hex')));
    if (wanted.length === 0) return rows.map(() => 'suppressed');
    const added = hexes(
      await transaction
        .insertInto('subscribers')
        .values(wanted)
        .onConflict(conflict => conflict.column('address_index').doNothing())
        .returning('address_index')
        .execute(),
    );
    const admissions: Admission[] = [];
    for (const row of rows) {
      const index = row.address_index.toString('hex');
      if (suppressed.has(index)) admissions.push('suppressed');
      // Deleted so that a second spelling of the same address in one batch counts as known.
      else admissions.push(added.delete(index) || (await settlePending(transaction, row)) ? 'added' : 'known');
    }
    return admissions;
  });
}

/** A row to insert; `random`: 28 fresh bytes. Throws as `addSubscribers`. */
export function newSubscriberRow(
  store: Store,
  subscriber: NewSubscriber,
  now: Date,
  random: Buffer,
): Insertable<Tables['subscribers']> {
  const parsed = parseAddress(subscriber.address);
  if (!parsed.ok) {
    throw new VesnikError({
      code: 'address-refused',
      message: `This is not one well-formed address (${parsed.problem}).`,
      hint: 'Give one bare address such as reader@example.org, without name, brackets or quotes.',
    });
  }
  checkSource(subscriber.consent.source);
  const source = subscriber.consent.source.trim();
  const { text, domain } = parsed.address;
  const ref = random.subarray(0, 16);
  return {
    ref,
    sealed: sealAddress(store.ring, text, ref, random.subarray(16)),
    address_index: addressIndex(store.ring, text),
    list: subscriber.list,
    form: subscriber.form ?? 'normal',
    state: subscriber.state,
    provider: providerOf(domain),
    consent_source: source,
    consent_at: subscriber.consent.at.getTime(),
    consent_words: subscriber.consent.words ?? null,
    created_at: now.getTime(),
    changed_at: now.getTime(),
  };
}

function hexes(rows: readonly { readonly address_index: Buffer }[]): Set<string> {
  return new Set(rows.map(row => row.address_index.toString('hex')));
}
