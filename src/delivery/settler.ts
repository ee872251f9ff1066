import { setImmediate as turn } from 'node:timers/promises';
import type { Store } from '#store/open.ts';
import { settleDeliveries } from '#store/outcomes.ts';
import type { Clock } from './clock.ts';
import { type Flight, fail } from './flight.ts';

interface SettlerParts {
  readonly store: Store;
  readonly flight: Flight;
  readonly worker: number;
  readonly connections: number;
  readonly clock: Clock;
  readonly onSettled: () => void;
}

/** How long an outcome waits for others to be written with: every write is a commit that the disk must confirm. */
const gatherMs = 20;

/**
 * Writes outcomes in groups of half the connections, or fewer where no more come within `gatherMs`; until then they count as
 * in flight. What the database does not take (a full disk) is tried again a few times; then the run fails, and those
 * deliveries are found uncertain later.
 */
export async function settle({ store, flight, worker, connections, clock, onSettled }: SettlerParts): Promise<void> {
  while (!(flight.isClosed && flight.outcomes.length === 0)) {
    if (flight.outcomes.length === 0) {
      await flight.pulse.next();
      continue;
    }
    await gather(flight, connections / 2, clock);
    // Lets the answers that have arrived meanwhile be read: they share one commit.
    await turn();
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

// Nothing to wait for where all that is in flight has ended.
async function gather(flight: Flight, enough: number, clock: Clock): Promise<void> {
  const waiting = new AbortController();
  let isLate = false;
  const timer = clock.wait(gatherMs, waiting.signal).then(() => {
    isLate = true;
    flight.pulse.beat();
  });
  while (!isLate && flight.outcomes.length < Math.min(enough, flight.inFlight)) await flight.pulse.next();
  waiting.abort();
  await timer;
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
