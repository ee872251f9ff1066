import { type NoticeFacts, readNoticeFacts, writeNotices } from './notice.ts';
import type { Store } from './open.ts';
import { inTransaction } from './transaction.ts';
import type { TroubleKind } from './trouble-kind.ts';

interface Trouble {
  readonly mailing: number;
  readonly kind: TroubleKind;
  /** What people are told, and who (`noticeRecipients`). */
  readonly facts: NoticeFacts;
  readonly to: readonly Buffer[];
  readonly now: Date;
}

/** People are told once an hour at most that the same trouble keeps the same mailing from going out. */
const againMs = 60 * 60 * 1000;

/**
 * Notes that something keeps a mailing from going out; call it again while it lasts. True where people are told of it now: when it
 * begins, and when it has come back, but not twice within an hour.
 */
export function openTrouble(store: Store, { mailing, kind, facts, to, now }: Trouble): Promise<boolean> {
  const moment = now.getTime();
  return inTransaction(store, async transaction => {
    const { numInsertedOrUpdatedRows: isNew } = await transaction
      .insertInto('troubles')
      .values({ mailing_id: mailing, kind, since: moment, is_told: 0, facts: JSON.stringify(facts) })
      .onConflict(conflict => conflict.columns(['mailing_id', 'kind']).doNothing())
      .executeTakeFirstOrThrow();
    if (isNew === 0n) {
      await transaction
        .updateTable('troubles')
        .set(({ eb, ref }) => ({
          since: eb.case().when('well_since', 'is', null).then(ref('since')).else(moment).end(),
          well_since: null,
          facts: JSON.stringify(facts),
        }))
        .where('mailing_id', '=', mailing)
        .where('kind', '=', kind)
        .execute();
    }
    const { numUpdatedRows: isTold } = await transaction
      .updateTable('troubles')
      .set({ is_told: 1, told_at: moment })
      .where('mailing_id', '=', mailing)
      .where('kind', '=', kind)
      .where('is_told', '=', 0)
      // A moment to come is from before the clock was set back.
      .where(({ or, eb }) =>
        or([eb('told_at', 'is', null), eb('told_at', '<=', moment - againMs), eb('told_at', '>', moment)]),
      )
      .executeTakeFirstOrThrow();
    if (isTold === 0n) return false;
    await writeNotices(transaction, { facts, to, now });
    return true;
  });
}

/**
 * Notes that it is over; call it again, people are told once it has stayed so for `stayedMs`, and only where they had been told of it.
 * True where they are told now.
 */
export function closeTrouble(store: Store, { mailing, kind, facts, to, now }: Trouble, stayedMs = 0): Promise<boolean> {
  const moment = now.getTime();
  return inTransaction(store, async transaction => {
    await transaction
      .updateTable('troubles')
      .set({ well_since: moment })
      .where('mailing_id', '=', mailing)
      .where('kind', '=', kind)
      .where(({ or, eb }) => or([eb('well_since', 'is', null), eb('well_since', '>', moment)]))
      .execute();
    const { numUpdatedRows: isTold } = await transaction
      .updateTable('troubles')
      .set({ is_told: 0 })
      .where('mailing_id', '=', mailing)
      .where('kind', '=', kind)
      .where('is_told', '=', 1)
      .where('well_since', '<=', moment - stayedMs)
      .executeTakeFirstOrThrow();
    if (isTold === 0n) return false;
    await writeNotices(transaction, { facts, to, now });
    return true;
  });
}

/**
 * Forgets troubles that are nobody's any more: of mailings that are over (how they went is told anyway), or that a person has paused or
 * given up, and what was over an hour ago.
 */
export async function dropMootTroubles({ db }: Store, now: Date): Promise<void> {
  await db
    .deleteFrom('troubles')
    .where(({ or, and, eb, selectFrom }) =>
      or([
        eb(
          'mailing_id',
          'in',
          selectFrom('mailings').select('id').where('state', 'in', ['paused', 'cancelled', 'sent']),
        ),
        and([eb('is_told', '=', 0), eb('well_since', '<=', now.getTime() - againMs)]),
      ]),
    )
    .execute();
}

/** A trouble that lasts, or that people have not been told the end of. */
export interface KnownTrouble {
  readonly mailing: number;
  readonly issue: string;
  readonly kind: TroubleKind;
  readonly since: Date;
  readonly isOver: boolean;
  /** As it was last seen; undefined: seen by an older version. */
  readonly facts: NoticeFacts | undefined;
}

/** Those of one kind, or all of them, by mailing. */
export async function knownTroubles({ db }: Pick<Store, 'db'>, kind?: TroubleKind): Promise<KnownTrouble[]> {
  let query = db
    .selectFrom('troubles as t')
    .innerJoin('mailings as m', 'm.id', 't.mailing_id')
    .select(['t.mailing_id', 'm.issue', 't.kind', 't.since', 't.well_since', 't.facts'])
    .where(({ or, eb }) => or([eb('t.well_since', 'is', null), eb('t.is_told', '=', 1)]))
    .orderBy('t.mailing_id')
    .orderBy('t.kind');
  if (kind !== undefined) query = query.where('t.kind', '=', kind);
  const rows = await query.execute();
  return rows.map(({ mailing_id: mailing, since, well_since: wellSince, facts, ...row }) => ({
    ...{ ...row, mailing, since: new Date(since), isOver: wellSince !== null },
    facts: facts === null ? undefined : readNoticeFacts(facts),
  }));
}
