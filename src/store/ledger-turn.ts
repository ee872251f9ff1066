import { markSending } from './deliveries.ts';
import type { Store } from './open.ts';
import { type Outcome, settleDeliveries } from './outcomes.ts';
import { inTransaction } from './transaction.ts';

export interface LedgerTurn {
  /** `Sender.id`. */
  readonly worker: number;
  /** How attempts ended, for `settleDeliveries`. */
  readonly outcomes: readonly Outcome[];
  /** Claimed rows that are to go next, for `markSending`. */
  readonly ids: readonly number[];
  readonly now: Date;
}

/**
 * Writes how attempts ended and marks the next ones, in one commit that the disk confirms once; the ids that may go. All of it is written
 * or nothing.
 */
export function turnLedger(store: Store, { worker, outcomes, ids, now }: LedgerTurn): Promise<ReadonlySet<number>> {
  if (outcomes.length === 0) return markSending(store, { worker, ids, now });
  const { dialect } = store;
  return ids.length === 0
    ? settleDeliveries(store, { worker, outcomes, now }).then(() => new Set())
    : inTransaction(store, async db => {
        await settleDeliveries({ db, dialect }, { worker, outcomes, now });
        return markSending({ db, dialect }, { worker, ids, now });
      });
}
