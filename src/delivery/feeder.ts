import { claimDeliveries, markSending, releaseClaims } from '#store/deliveries.ts';
import type { Store } from '#store/open.ts';
import { type ClaimPool, createClaimPool } from './claim-pool.ts';
import type { Clock } from './clock.ts';
import type { Flight } from './flight.ts';
import { type ProviderConnections, roomOnConnections } from './provider-connections.ts';
import type { SharedPace } from './shared-pace.ts';

interface FeederParts {
  readonly store: Store;
  readonly flight: Flight;
  readonly worker: number;
  readonly connections: number;
  readonly mailing: number | undefined;
  /** Rows per claim: what goes in a minute or so. */
  readonly claimRows: number;
  readonly pace: SharedPace;
  readonly providerConnections: ProviderConnections;
  /** What is done beside (`createTending`). */
  readonly tend: () => Promise<void>;
  readonly clock: Clock;
  /** Aborted: claim nothing more. */
  readonly stop: AbortSignal;
  /** Nothing can be claimed and nothing is on its way: waits until something may be, false when the run is over. */
  readonly whenIdle: () => Promise<boolean>;
}

const leaseMs = 15 * 60_000;
const longestRestMs = 1000;

/**
 * Claims deliveries in hundreds, which costs nothing to take back, by provider, so that nobody waits behind a slow one, and marks them
 * `sending` in groups of at most `connections`, so that no more than 2 × connections are ever between the mark and the written outcome.
 * Ends when the run is over.
 */
export async function feed(parts: FeederParts): Promise<void> {
  const { store, flight, worker, connections, pace, clock, stop } = parts;
  const pool = createClaimPool();
  while (!stop.aborted && flight.failure === undefined) {
    await parts.tend();
    if (!hasRoom(flight, connections)) {
      await flight.pulse.next();
      continue;
    }
    await restock(parts, pool);
    if (pool.count() === 0) {
      if (flight.inFlight > 0) await changeWithin(flight, { ms: longestRestMs, clock, stop });
      else if (!(await rest(parts))) return;
      pool.clear();
      continue;
    }
    want(flight, Math.min(connections, pool.count() + flight.inFlight));
    // Nothing is marked before a connection stands: a relay that is down costs no attempt.
    if (flight.openLanes.size === 0) {
      await flight.pulse.next();
      continue;
    }
    const room = Math.min(connections, 2 * connections - flight.inFlight, pace.roomForAll());
    const inTime = pace.room(pool.stocked());
    const onWires = roomOnConnections({
      ...{ room: inTime, connections, limits: parts.providerConnections, senders: pace.senders() },
      onWay: [...flight.marked.values()].map(({ provider }) => provider),
    });
    const group = pool.takeInTurn(room, onWires);
    if (group.length === 0) {
      const free = pool.stocked().filter(provider => onWires.has(provider) || !inTime.has(provider));
      const waitMs = Math.min(Math.max(1, pace.waitMs(free)), longestRestMs);
      // A provider that has all the connections it may have waits for one of its messages to end.
      if (onWires.size < inTime.size) await changeWithin(flight, { ms: waitMs, clock, stop });
      else await clock.wait(waitMs, stop);
      continue;
    }
    for (const { provider } of group) pace.take(provider);
    const marked = await markSending(store, { worker, ids: group.map(({ id }) => id), now: clock.now() });
    const ready = group.filter(({ id }) => marked.has(id));
    for (const claim of ready) flight.marked.set(claim.id, claim);
    flight.ready.push(...ready);
    flight.inFlight += marked.size;
    flight.pulse.beat();
    if (marked.size === 0) {
      // Paused, or everybody left: the rest of the claim may be just as stale.
      await releaseClaims(store, { worker, now: clock.now() });
      pool.clear();
    }
  }
}

async function restock(
  { store, worker, mailing, claimRows, pace, clock }: FeederParts,
  pool: ClaimPool,
): Promise<void> {
  const now = clock.now();
  const asked = pool.wanting(now);
  if (asked.length === 0) return;
  const each = Math.ceil(claimRows / asked.length);
  const claims = await claimDeliveries(store, {
    ...{ worker, limit: claimRows, now, leaseMs },
    // What is claimed must be sent well within its lease, at whatever pace.
    ofProviders: new Map(asked.map(provider => [provider, Math.min(each, pace.rowsOfMinute(provider))])),
    ...(mailing === undefined ? {} : { mailing }),
  });
  pool.add(claims, asked, now);
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

async function changeWithin(
  flight: Flight,
  { ms, clock, stop }: { readonly ms: number; readonly clock: Clock; readonly stop: AbortSignal },
): Promise<void> {
  const timer = new AbortController();
  const change = flight.pulse.next();
  await Promise.race([change, clock.wait(ms, AbortSignal.any([timer.signal, stop]))]);
  timer.abort();
}
