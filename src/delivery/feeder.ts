import { type Claim, claimDeliveries, releaseClaims } from '#store/deliveries.ts';
import type { Store } from '#store/open.ts';
import { type ClaimPool, createClaimPool } from './claim-pool.ts';
import type { Clock } from './clock.ts';
import { type Flight, fail } from './flight.ts';
import type { Press } from './press.ts';
import { type ProviderConnections, roomOnConnections } from './provider-connections.ts';
import type { SharedPace } from './shared-pace.ts';

interface FeederParts {
  readonly store: Store;
  readonly flight: Flight;
  readonly press: Press;
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
 * Claims deliveries in hundreds, which costs nothing to take back, by provider, so that nobody waits behind a slow one, and makes the
 * messages of those that may go as fast as the pace allows, up to 4 × connections ahead of the ledger, signatures beside each other in the
 * thread pool. Ends when the run is over.
 */
export async function feed(parts: FeederParts): Promise<void> {
  const { flight, connections, pace, clock, stop } = parts;
  const pool = createClaimPool();
  const ahead = 4 * connections;
  const making = new Map<Promise<void>, Claim>();
  const isOver = (): boolean => stop.aborted || flight.failure !== undefined;
  while (!isOver()) {
    await parts.tend();
    if (flight.isStale) await startAfresh(parts, pool);
    const staged = flight.staged.length + making.size;
    // Not for every single one that goes.
    if (staged > ahead / 2) {
      if (!isOver()) await flight.pulse.next();
      continue;
    }
    await restock(parts, pool);
    if (isOver()) break;
    if (pool.count() === 0) {
      if (flight.inFlight + staged > 0) await changeWithin(flight, { ms: longestRestMs, clock, stop });
      else if (!(await rest(parts))) break;
      pool.clear();
      continue;
    }
    want(flight, Math.min(connections, pool.count() + staged + flight.inFlight));
    if (flight.openLanes.size === 0) {
      await flight.pulse.next();
      continue;
    }
    const inTime = pace.room(pool.stocked());
    const onWires = roomOnConnections({
      ...{ room: inTime, connections, limits: parts.providerConnections, senders: pace.senders() },
      onWay: [
        ...making.values(),
        ...flight.staged.map(({ claim }) => claim),
        ...flight.marking,
        ...flight.marked.values(),
      ].map(({ provider }) => provider),
    });
    const group = pool.takeInTurn(Math.min(ahead - staged, pace.roomForAll()), onWires);
    if (group.length === 0) {
      const free = pool.stocked().filter(provider => onWires.has(provider) || !inTime.has(provider));
      const waitMs = Math.min(Math.max(1, pace.waitMs(free)), longestRestMs);
      // A provider that has all the connections it may have waits for one of its messages to end.
      if (onWires.size < inTime.size) await changeWithin(flight, { ms: waitMs, clock, stop });
      else await clock.wait(waitMs, stop);
      continue;
    }
    for (const claim of group) {
      pace.take(claim.provider);
      const made = make(parts, claim).finally(() => {
        making.delete(made);
        if (making.size === 0 || flight.staged.length === flight.enough) flight.pulse.beat();
      });
      making.set(made, claim);
    }
  }
  await Promise.all(making.keys());
}

async function make({ flight, press, clock }: FeederParts, claim: Claim): Promise<void> {
  try {
    flight.staged.push({ claim, prepared: await press(claim, clock.now()) });
  } catch (error) {
    fail(flight, error);
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

// Paused, or everybody left.
async function startAfresh({ store, flight, worker, clock }: FeederParts, pool: ClaimPool): Promise<void> {
  flight.isStale = false;
  flight.staged.length = 0;
  pool.clear();
  await releaseClaims(store, { worker, now: clock.now() });
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
