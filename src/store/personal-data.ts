import type { Store } from './open.ts';
import { findByRef } from './subscribers.ts';

/**
 * All that is known of somebody, as plain values for JSON; moments in ISO 8601. Undefined: nobody has that reference. Keys and
 * hashes are left out: they say nothing to the person.
 */
export async function personalData(store: Store, ref: Uint8Array) {
  const subscriber = await findByRef(store, ref);
  if (subscriber === undefined) return undefined;
  const { address, list, form, state, consent, createdAt, pausedUntil, leftReason } = subscriber;
  const row = await store.db
    .selectFrom('subscribers')
    .select(['id', 'address_index', 'provider', 'changed_at', 'link_asked_at'])
    .where('ref', '=', Buffer.from(ref))
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const signUp = await store.db
    .selectFrom('sign_ups')
    .select(['list', 'source', 'words', 'asked_at', 'confirmed_at'])
    .where('subscriber_id', '=', row.id)
    .executeTakeFirst();
  const consents = await store.db
    .selectFrom('consents')
    .select(['at', 'source', 'list', 'words'])
    .where('subscriber_id', '=', row.id)
    .orderBy('at')
    .execute();
  const asked = await store.db
    .selectFrom('asked_addresses')
    .select(['mails', 'since', 'quiet_until'])
    .where('address_index', '=', row.address_index)
    .executeTakeFirst();
  const deliveries = await store.db
    .selectFrom('deliveries as d')
    .innerJoin('mailings as m', 'm.id', 'd.mailing_id')
    .select([
      'm.issue',
      'd.list',
      'd.state',
      'd.attempted_at',
      'd.answer',
      'd.relay_id as relayId',
      'd.bounce_reason',
      'd.bounce_words',
      'd.bounced_at',
    ])
    .where('d.subscriber_id', '=', row.id)
    .orderBy('d.id')
    .execute();
  const outbox = await store.db
    .selectFrom('outbox')
    .select(['kind', 'created_at'])
    .where('subscriber_id', '=', row.id)
    .orderBy('id')
    .execute();
  const suppression = await store.db
    .selectFrom('suppressions')
    .select(['reason', 'created_at'])
    .where('address_index', '=', row.address_index)
    .executeTakeFirst();
  return {
    ...{ address, provider: row.provider, list, form, state, leftReason: leftReason ?? null },
    pausedUntil: pausedUntil?.toISOString() ?? null,
    consent: { source: consent.source, at: consent.at.toISOString(), words: consent.words ?? null },
    consents: consents.map(({ at, ...rest }) => ({ ...rest, at: iso(at) })),
    askedByMail:
      asked === undefined ? null : { mails: asked.mails, since: iso(asked.since), quietUntil: iso(asked.quiet_until) },
    joinedAt: createdAt.toISOString(),
    changedAt: iso(row.changed_at),
    linkAskedAt: iso(row.link_asked_at),
    signUp:
      signUp === undefined
        ? null
        : {
            ...{ list: signUp.list, source: signUp.source, words: signUp.words },
            ...{ askedAt: iso(signUp.asked_at), confirmedAt: iso(signUp.confirmed_at) },
          },
    mailsWaiting: outbox.map(({ kind, created_at }) => ({ kind, at: iso(created_at) })),
    issues: deliveries.map(({ attempted_at, bounced_at, bounce_reason: reason, bounce_words: words, ...delivery }) => ({
      ...{ ...delivery, at: iso(attempted_at) },
      cameBack: bounced_at === null ? null : { at: iso(bounced_at), reason, words },
    })),
    suppressed: suppression === undefined ? null : { reason: suppression.reason, at: iso(suppression.created_at) },
  };
}

function iso(moment: number | null): string | null {
  return moment === null ? null : new Date(moment).toISOString();
}
