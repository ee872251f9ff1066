import { writeNotices } from '#store/notice.ts';
import type { Store } from '#store/open.ts';
import { outboxState } from '#store/outbox-state.ts';
import { inTransaction } from '#store/transaction.ts';
import { counted } from './output.ts';

interface OutboxWatchParts {
  readonly store: Store;
  /** Who is told (`noticeRecipients`). */
  readonly notify: readonly Buffer[];
  /** How long the oldest mail of the doors may wait. */
  readonly lateMs: number;
}

/**
 * A look, to be repeated once a minute, at whether whoever signs up gets their mail. People are told once when they do not, and once more
 * when they do; where notices go over the same relay they hear of it when it works again. Gives back lines that say what changed.
 */
export function watchOutbox({ store, notify, lateMs }: OutboxWatchParts): (now: Date) => Promise<string[]> {
  let isTold: boolean | undefined;
  return async now => {
    // Another server, or this one before it was started anew, may have told of it, and its notice waits with the rest.
    isTold ??= await isNoticeWaiting(store);
    const state = await outboxState(store);
    const isLate = state.oldest !== undefined && now.getTime() - state.oldest.getTime() >= lateMs;
    if (isLate === isTold) return [];
    isTold = isLate;
    const facts = isLate
      ? ({ about: 'joining', waiting: state.waiting } as const)
      : ({ about: 'joining-over' } as const);
    await inTransaction(store, transaction => writeNotices(transaction, { facts, to: notify, now }));
    const waits = counted(state.waiting, 'mail of the doors waits', 'mails of the doors wait');
    return isLate ? [`Whoever signs up gets no mail: ${waits}. npx vesnik doctor says more.`] : [];
  };
}

async function isNoticeWaiting({ db }: Store): Promise<boolean> {
  const row = await db
    .selectFrom('outbox')
    .select('id')
    .where('kind', '=', 'notice')
    .where('facts', 'like', '{"about":"joining",%')
    .executeTakeFirst();
  return row !== undefined;
}
