import type { Kysely } from 'kysely';
import type { Tables } from './schema.ts';

/** A consent that somebody gave at a door of ours: when, by which door, for which list, to which words. */
export interface GivenConsent {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly source: string;
  readonly list: string;
  readonly words: string | null;
}

/**
 * Writes a consent into the history of somebody, with the one that their row holds until now where it is not there yet: a later
 * consent never takes the place of the first. Inside a transaction of yours, before the row is changed.
 */
export async function keepConsent(db: Kysely<Tables>, subscriberId: number, given: GivenConsent): Promise<void> {
  const before = await db
    .selectFrom('subscribers')
    .select(['state', 'consent_at as at', 'consent_source as source', 'consent_words as words'])
    .where('id', '=', subscriberId)
    .executeTakeFirstOrThrow();
  const { state, ...held } = before;
  // Of an import or an addition only where it came from is known: the list may have changed since. Who is pending has agreed to nothing.
  const all = [...(state === 'pending' ? [] : [{ ...held, list: null }]), given];
  await db
    .insertInto('consents')
    .values(all.map(consent => ({ subscriber_id: subscriberId, ...consent })))
    .onConflict(conflict => conflict.columns(['subscriber_id', 'at', 'source']).doNothing())
    .execute();
}
