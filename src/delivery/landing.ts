import type { Clock } from './clock.ts';
import { type Flight, giveBack } from './flight.ts';
import type { Lane } from './lane.ts';

interface LandingParts {
  readonly flight: Flight;
  readonly clock: Clock;
  readonly graceMs?: number;
  readonly lanes: readonly Lane[];
  /** Aborted here, when lanes must end. */
  readonly ended: AbortController;
}

/**
 * Ends a run: finishes what is on the wire; after the grace the rest is cut off, uncertain after its final dot, else deferred. What
 * was marked and cannot be begun any more is given back.
 */
export async function land({ flight, clock, graceMs = 60_000, lanes, ended }: LandingParts): Promise<void> {
  const isLanded = (): boolean => flight.inFlight === 0 || flight.isUnwritable;
  const landed = new AbortController();
  let isCut = false;
  const grace = clock.wait(graceMs, landed.signal).then(() => {
    if (isLanded()) return;
    isCut = true;
    for (const lane of lanes) lane.destroy();
    flight.pulse.beat();
  });
  while (!isLanded()) {
    // Also what the ledger was still marking.
    if (isCut || flight.failure !== undefined || flight.openLanes.size === 0) giveBack(flight);
    await flight.pulse.next();
  }
  landed.abort();
  await grace;
  flight.isClosed = true;
  ended.abort();
  flight.pulse.beat();
}
