import type { Store } from '#store/open.ts';
import { settleDeliveries } from '#store/outcomes.ts';
import type { Clock } from './clock.ts';
import { type Flight, fail } from './flight.ts';

interface SettlerParts {
  readonly store: Store;
  readonly flight: Flight;
  readonly worker: number;
  readonly clock: Clock;
  readonly onSettled: () => void;
}

/**
 * Writes outcomes as they come, all that gathered during one write in the next. What the database does not take (a full
 * disk) is tried again a few times; then the run fails, and those deliveries are found uncertain later.
 */
export async function settle({ store, flight, worker, clock, onSettled }: SettlerParts): Promise<void> {
  while (!(flight.isClosed && flight.outcomes.length === 0)) {
    if (flight.outcomes.length === 0) {
      await flight.pulse.next();
      continue;
    }
    const outcomes = flight.outcomes.splice(0);
    try {
      await persistently(clock, () => settleDeliveries(store, { worker, outcomes, now: clock.now() }));
    } catch (error) {
      flight.isUnwritable = true;
      return fail(flight, error);
    }
    flight.inFlight -= outcomes.length;
    onSettled();
    flight.pulse.beat();
  }
}

async function persistently(clock: Clock, write: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await write();
      return;
    } catch (error) {
      if (attempt === 5) throw error;
    }
    await clock.wait(attempt * 500, new AbortController().signal);
  }
}
