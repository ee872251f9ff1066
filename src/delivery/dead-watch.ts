import { recoverDead } from '#store/dead-senders.ts';
import type { Store } from '#store/open.ts';
import type { Sender } from '#store/sender-lock.ts';
import type { Clock } from './clock.ts';
import { type Flight, fail } from './flight.ts';

/** Looks after what dead senders left while this one is busy. */
export interface DeadWatch {
  /** Looks where the last look was half a minute ago. */
  look(): void;
  /** Resolves when no look is under way. */
  rest(): Promise<void>;
}

const everyMs = 30_000;

/** A rival may die in the first minute of an hour's mailing: what it held goes on with the others, without waiting for its end. */
export function deadWatch({
  store,
  sender,
  clock,
  flight,
}: {
  readonly store: Store;
  readonly sender: Sender;
  readonly clock: Clock;
  readonly flight: Flight;
}): DeadWatch {
  let lookedMs = clock.now().getTime();
  let looking: Promise<unknown> | undefined;
  return {
    look: () => {
      const now = clock.now();
      // In either direction: clocks are set back too.
      if (looking !== undefined || Math.abs(now.getTime() - lookedMs) < everyMs) return;
      lookedMs = now.getTime();
      looking = recoverDead(store, sender, now)
        .catch(error => fail(flight, error))
        .finally(() => {
          looking = undefined;
        });
    },
    rest: async () => {
      await looking;
    },
  };
}
