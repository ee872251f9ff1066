import { type SqlBool, sql } from 'kysely';
import { addressOf } from './live-keys.ts';
import { type NoticeFacts, noticeFacts } from './notice.ts';
import type { Store } from './open.ts';
import { dropOutboxMail } from './outbox-endings.ts';
import type { ReaderMailKind } from './outbox-kind.ts';
import type { Form } from './subscriber-state.ts';

/** A mail of the outbox that may go now: `sending` is committed. */
export type OutboxMail = ReaderMail | Notice;

export interface ReaderMail {
  readonly id: number;
  readonly kind: ReaderMailKind;
  /** Names the language and what the mail is about. */
  readonly list: string;
  readonly form: Form;
  /** 16 random bytes: Message-ID, VERP address and links come from these, at every attempt. */
  readonly bytes: Buffer;
  readonly address: string;
  readonly subscriberRef: Buffer;
  /** This one included. */
  readonly attempts: number;
  /** When it was written. */
  readonly createdAt: Date;
}

/** A mail to one of the people of the newsletter itself. */
export interface Notice extends Pick<ReaderMail, 'id' | 'bytes' | 'attempts'> {
  readonly kind: 'notice';
  /** Keyed hash of the address (`noticeRecipients`). */
  readonly recipient: Buffer;
  readonly facts: NoticeFacts;
}

/** Which mails of the outbox are meant: where notices go over a relay of their own, they are sent apart from the others. */
export type OutboxPart = 'all' | 'notices' | 'readers';

/** Whether something waits that may go now. */
export async function hasOutboxMail({ db }: Store, now: Date, part: OutboxPart = 'all'): Promise<boolean> {
  const row = await due(db, now, part).executeTakeFirst();
  return row !== undefined;
}

/**
 * Takes the next mail that is due and commits `sending`. Looks once more at its reader in the same statement: what is no longer
 * wanted (confirmed meanwhile, left, expired) is deleted instead. Undefined: nothing is due. Hold the outbox lock.
 */
export async function takeOutboxMail(
  store: Store,
  now: Date,
  part: OutboxPart = 'all',
): Promise<OutboxMail | undefined> {
  for (;;) {
    const next = await due(store.db, now, part).executeTakeFirst();
    if (next === undefined) return undefined;
    const taken = await store.db
      .updateTable('outbox')
      .set(({ eb }) => ({
        state: 'sending',
        attempts: eb('attempts', '+', 1),
        attempted_at: now.getTime(),
        changed_at: now.getTime(),
      }))
      .where('id', '=', next.id)
      .where(isWanted)
      .returning(['id', 'kind', 'list', 'bytes', 'attempts', 'created_at', 'subscriber_id', 'recipient', 'facts'])
      .executeTakeFirst();
    if (taken?.kind === 'notice' && taken.recipient !== null && taken.facts !== null) {
      const { id, kind, bytes, attempts, recipient } = taken;
      return { id, kind, bytes, attempts, recipient, facts: noticeFacts.parse(JSON.parse(taken.facts)) };
    }
    const person =
      taken?.subscriber_id == null
        ? undefined
        : await store.db
            .selectFrom('subscribers')
            .select(['ref', 'sealed', 'form'])
            .where('id', '=', taken.subscriber_id)
            .executeTakeFirst();
    if (taken !== undefined && taken.kind !== 'notice' && person !== undefined) {
      const { id, kind, list, bytes, attempts } = taken;
      const createdAt = new Date(taken.created_at);
      const address = await addressOf(store, person.sealed, person.ref);
      return { id, kind, list, bytes, attempts, createdAt, form: person.form, address, subscriberRef: person.ref };
    }
    await dropOutboxMail(store, next.id);
  }
}

const isWanted = sql<SqlBool>`(outbox.kind = 'notice' or exists (
  select 1 from subscribers s left join sign_ups u on u.subscriber_id = s.id
  where s.id = outbox.subscriber_id
    and case when outbox.kind = 'confirm' then u.subscriber_id is not null and u.confirmed_at is null
      when outbox.kind = 'data' then true
      else s.state = 'active' end))`;

function due(db: Store['db'], now: Date, part: OutboxPart) {
  const every = db.selectFrom('outbox').select('id');
  const wanted = part === 'all' ? every : every.where('kind', part === 'notices' ? '=' : '!=', 'notice');
  return wanted
    .where('state', 'in', ['queued', 'deferred'])
    .where('available_at', '<=', now.getTime())
    .orderBy('available_at')
    .orderBy('id')
    .limit(1);
}
