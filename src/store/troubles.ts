import { type NoticeFacts, writeNotices } from './notice.ts';
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

/** Writes down what keeps a mailing from going out, with its notices; true the first time, false while it is known already. */
export function openTrouble(store: Store, { mailing, kind, facts, to, now }: Trouble): Promise<boolean> {
  return inTransaction(store, async transaction => {
    const { numInsertedOrUpdatedRows } = await transaction
      .insertInto('troubles')
      .values({ mailing_id: mailing, kind, since: now.getTime() })
      .onConflict(conflict => conflict.columns(['mailing_id', 'kind']).doNothing())
      .executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows !== 1n) return false;
    await writeNotices(transaction, { facts, to, now });
    return true;
  });
}

/** Takes it back, with the notices that say so; true for whoever did it, false where there is none. */
export function closeTrouble(store: Store, { mailing, kind, facts, to, now }: Trouble): Promise<boolean> {
  return inTransaction(store, async transaction => {
    const { numDeletedRows } = await transaction
      .deleteFrom('troubles')
      .where('mailing_id', '=', mailing)
      .where('kind', '=', kind)
      .executeTakeFirstOrThrow();
    if (numDeletedRows === 0n) return false;
    await writeNotices(transaction, { facts, to, now });
    return true;
  });
}

/** Troubles of mailings that a person has paused or given up are nobody's any more. */
export async function dropMootTroubles({ db }: Store): Promise<void> {
  await db
    .deleteFrom('troubles')
    .where('mailing_id', 'in', ({ selectFrom }) =>
      selectFrom('mailings').select('id').where('state', 'in', ['paused', 'cancelled']),
    )
    .execute();
}

/** The troubles of one kind, by mailing. */
export async function troublesOf({ db }: Store, kind: TroubleKind): Promise<{ mailing: number; issue: string }[]> {
  return db
    .selectFrom('troubles as t')
    .innerJoin('mailings as m', 'm.id', 't.mailing_id')
    .select(['t.mailing_id as mailing', 'm.issue'])
    .where('t.kind', '=', kind)
    .orderBy('t.mailing_id')
    .execute();
}
