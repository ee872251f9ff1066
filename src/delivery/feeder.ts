import { type Claim, claimDeliveries, markSending, releaseClaims } from '#store/deliveries.ts';
import type { Store } from '#store/open.ts';
import type { Clock } from './clock.ts';
import type { Flight } from './flight.ts';
import type { Pace } from './pace.ts';

interface FeederParts {
  readonly store: Store;
  readonly flight: Flight;
  readonly worker: number;
  readonly connections: number;
  readonly mailing: number | undefined;
  /** Rows per claim: what goes in a minute or so. */
  readonly claimRows: number;
  readonly pace: Pace;
  readonly clock: Clock;
  /** Aborted: claim nothing more. */
  readonly stop: AbortSignal;
  /** Nothing can be claimed and nothing is on its way: waits until something may be, false when the run is over. */
  readonly whenIdle: () => Promise<boolean>;
}

const leaseMs = 15 * 60_000;

/**
 * Claims deliveries in hundreds, which costs nothing to take back, and marks them `sending` in groups of at most `connections`,
 * so that no more than 2 × connections are ever between the mark and the written outcome. Ends when the run is over.
 */
export async function feed(parts: FeederParts): Promise<void> {
  const { store, flight, worker, connections, mailing, pace, clock, stop } = parts;
  let claimed: Claim[] = [];
  while (!stop.aborted && flight.failure === undefined) {
    if (!hasRoom(flight, connections)) {
      await flight.pulse.next();
      continue;
    }
    if (claimed.length === 0) {
      claimed = await claimDeliveries(store, {
        worker,
        limit: parts.claimRows,
        now: clock.now(),
        leaseMs,
        ...(mailing === undefined ? {} : { mailing }),
      });
    }
    if (claimed.length === 0) {
      if (flight.inFlight > 0) await changeWithin(flight, clock, stop);
      else if (!(await rest(parts))) return;
      continue;
    }
    want(flight, Math.min(connections, claimed.length + flight.inFlight));
    // Nothing is marked before a connection stands: a relay that is down costs no attempt.
    if (flight.openLanes.size === 0) {
      await flight.pulse.next();
      continue;
    }
    const room = Math.min(claimed.length, connections, 2 * connections - flight.inFlight);
    const group = claimed.splice(0, await pace.take(room, stop));
    const marked = await markSending(store, { worker, ids: group.map(({ id }) => id), now: clock.now() });
    flight.ready.push(...group.filter(({ id }) => marked.has(id)));
    flight.inFlight += marked.size;
    flight.pulse.beat();
    if (group.length > 0 && marked.size === 0) {
      // Paused, or everybody left: the rest of the claim may be just as stale.
      await releaseClaims(store, { worker, now: clock.now() });
      claimed = [];
    }
  }
}

// Groups of half the connections at least, or every message would pay for a commit of its own.
function hasRoom({ ready, inFlight }: Flight, connections: number): boolean {
  return ready.length <= connections / 2 && inFlight <= 2 * connections - Math.max(1, connections / 2);
}

function want(flight: Flight, lanes: number): void {
  if (lanes <= flight.demand) return;
  flight.demand = lanes;
  flight.pulse.beat();
}

// Connections are closed while there is nothing to send.
function rest({ flight, whenIdle }: FeederParts): Promise<boolean> {
  flight.demand = 0;
  flight.pulse.beat();
  return whenIdle();
}

async function changeWithin(flight: Flight, clock: Clock, stop: AbortSignal): Promise<void> {
  const timer = new AbortController();
  const change = flight.pulse.next();
  await Promise.race([change, clock.wait(1000, AbortSignal.any([timer.signal, stop]))]);
  timer.abort();
}
