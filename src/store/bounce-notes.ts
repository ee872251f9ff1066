import { sql, type Transaction } from 'kysely';
import { isWornOut } from './bounce-strikes.ts';
import { type BouncedDelivery, type BounceVerdict, bounceVerdicts } from './bounces.ts';
import type { Store } from './open.ts';
import type { Tables } from './schema.ts';
import { addSuppression } from './suppressions.ts';
import { inTransaction } from './transaction.ts';

/**
 * What it did. `removed`: nothing is mailed there any more · `struck`: counts, with others it may remove later · `ours`: says something
 * about us · `complained` · `known`: read before, or older than the reader's new consent · `gone`: the delivery has become a count,
 * or its reader was forgotten.
 */
export type BounceEffect = 'removed' | 'struck' | 'ours' | 'complained' | 'known' | 'gone';

export interface BounceNote {
  readonly delivery: Pick<BouncedDelivery, 'id'>;
  readonly verdict: BounceVerdict;
  /** Its class, of a short list: never words of a server. */
  readonly reason: string;
  /** Redacted by delivery/redaction.ts. */
  readonly words: string;
  readonly now: Date;
  /** Says what it would do and changes nothing. */
  readonly isDryRun?: boolean;
}

/**
 * Writes down what came back of a delivery and does what it means, all in one transaction: `remove` and `complaint` end the
 * subscription at once, strikes when they have gone on for weeks (bounce-strikes.ts). Once this resolves no delivery goes to whoever
 * was removed whose `sending` was not yet committed. The same again, or something weaker: no change.
 */
export function noteBounce(store: Store, note: BounceNote): Promise<BounceEffect> {
  return inTransaction(store, transaction => unlessDry(note, transaction, () => noted(transaction, note)));
}

async function noted(db: Transaction<Tables>, note: BounceNote): Promise<BounceEffect> {
  const { delivery, verdict, reason, words, now } = note;
  const moment = now.getTime();
  // The reader first, as `forget` and the senders do: whoever takes two locks takes them in this order.
  const reader = await db
    .updateTable('subscribers')
    .set(({ ref }) => ({ changed_at: ref('changed_at') }))
    .where('id', '=', ({ selectFrom }) =>
      selectFrom('deliveries').select('subscriber_id').where('id', '=', delivery.id),
    )
    .returning(['id', 'consent_at'])
    .executeTakeFirst();
  const weaker = bounceVerdicts.slice(0, bounceVerdicts.indexOf(verdict));
  const row = await db
    .updateTable('deliveries')
    .set({ bounce_verdict: verdict, bounce_reason: reason, bounce_words: words, bounced_at: moment })
    .where('id', '=', delivery.id)
    .where(({ eb, or }) =>
      or([eb('bounce_verdict', 'is', null), ...(weaker.length > 0 ? [eb('bounce_verdict', 'in', weaker)] : [])]),
    )
    .returning(['attempted_at', 'state'])
    .executeTakeFirst();
  if (row === undefined) return (await exists(db, delivery.id)) ? 'known' : 'gone';
  // What comes back was taken by the relay before: nobody need judge, and nothing may send it once more.
  if (row.state === 'uncertain')
    await db
      .updateTable('deliveries')
      .set({ state: 'sent', worker: null, changed_at: moment, answer: 'taken by the relay: something came back later' })
      .where('id', '=', delivery.id)
      .execute();
  if (reader === undefined) return 'gone';
  if (verdict === 'complaint') {
    await end(db, reader.id, 'complained', now);
    return 'complained';
  }
  if (verdict === 'ours') return 'ours';
  // A day that a file gave may lie ahead.
  const agreedAt = reader.consent_at <= moment ? reader.consent_at : 0;
  // They have agreed once more since, by a mail that arrived.
  if (agreedAt > (row.attempted_at ?? moment)) return 'known';
  if (verdict === 'strike' && !(await isWornOut(db, { id: reader.id, agreedAt }))) return 'struck';
  await end(db, reader.id, 'bounced', now);
  return 'removed';
}

/** Somebody proved by a personal address of a mail, whose delivery is not known, complained of it. */
export function noteComplaint(
  store: Store,
  ref: Uint8Array,
  { now, isDryRun = false }: Pick<BounceNote, 'now' | 'isDryRun'>,
): Promise<BounceEffect> {
  return inTransaction(store, transaction =>
    unlessDry({ isDryRun }, transaction, async () => {
      const reader = await transaction
        .updateTable('subscribers')
        .set(({ ref: column }) => ({ changed_at: column('changed_at') }))
        .where('ref', '=', Buffer.from(ref))
        .returning(['id', 'state'])
        .executeTakeFirst();
      if (reader === undefined) return 'gone';
      if (reader.state === 'complained') return 'known';
      await end(transaction, reader.id, 'complained', now);
      return 'complained';
    }),
  );
}

// A dry run does all of it and takes it back.
async function unlessDry<Result>(
  { isDryRun = false }: Pick<BounceNote, 'isDryRun'>,
  db: Transaction<Tables>,
  work: () => Promise<Result>,
): Promise<Result> {
  if (!isDryRun) return work();
  await sql`savepoint looked`.execute(db);
  const result = await work();
  await sql`rollback to savepoint looked`.execute(db);
  return result;
}

/** Whoever left by themselves stays `unsubscribed` when their address dies; a complaint is stronger. */
async function end(db: Transaction<Tables>, id: number, state: 'bounced' | 'complained', now: Date): Promise<void> {
  await db
    .updateTable('subscribers')
    .set({ state, paused_until: null, changed_at: now.getTime() })
    .where('id', '=', id)
    .where(
      'state',
      'in',
      state === 'bounced' ? ['active', 'pending'] : ['active', 'pending', 'unsubscribed', 'bounced'],
    )
    .execute();
  const { address_index: index } = await db
    .selectFrom('subscribers')
    .select('address_index')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  await addSuppression(db, index, state, now);
}

async function exists(db: Transaction<Tables>, id: number): Promise<boolean> {
  return (await db.selectFrom('deliveries').select('id').where('id', '=', id).executeTakeFirst()) !== undefined;
}
