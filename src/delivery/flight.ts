import type { Claim } from '#store/deliveries.ts';
import type { Outcome } from '#store/outcomes.ts';
import type { PreparedMessage } from './press.ts';
import { createPulse, type Pulse } from './pulse.ts';
import type { Seat } from './seats.ts';

/** How attempts of one run ended. */
export type RunCounts = Readonly<Record<Outcome['state'], number>>;

/** A claimed delivery and its message; no message: no envelope may hold the address. */
export interface Staged {
  readonly claim: Claim;
  readonly prepared: PreparedMessage | undefined;
}

/**
 * What one worker has between the database and the wire: the feeder stages claimed deliveries, the ledger marks them, lanes take them, the
 * ledger writes how they ended. Whoever changes it beats the pulse.
 */
export interface Flight {
  /** Being marked at this moment. */
  marking: readonly Claim[];
  /** Claimed, their messages made, not marked. */
  readonly staged: Staged[];
  /** Marked `sending` and not begun. */
  readonly ready: Staged[];
  /** Marked `sending` and not ended, by id. */
  readonly marked: Map<number, Claim>;
  /** Ended and not yet written. */
  readonly outcomes: Outcome[];
  /** Lanes whose connection came to stand, by number. */
  readonly openLanes: Map<number, Seat>;
  readonly pulse: Pulse;
  /** Marked and not yet written: at most 2 × connections. */
  inFlight: number;
  /** So many outcomes are worth a commit of their own. */
  readonly enough: number;
  /** How many lanes there is work for. */
  demand: number;
  /** A group could not be marked: what else is claimed may be just as stale. */
  isStale: boolean;
  /** No more will come: lanes and ledger end when nothing is left. */
  isClosed: boolean;
  /** The database takes no more outcomes. */
  isUnwritable: boolean;
  /** What ended the run before its time. */
  failure: Error | undefined;
  counts: Record<Outcome['state'], number>;
  /** Recipients refused for good in a row before anybody was accepted. */
  refusals: number;
  /** Hears of every attempt that ended. */
  readonly onEnd: (claim: Claim, outcome: Outcome) => void;
}

export function createFlight(connections: number, onEnd: Flight['onEnd'] = () => {}): Flight {
  return {
    marking: [],
    staged: [],
    ready: [],
    marked: new Map(),
    outcomes: [],
    openLanes: new Map(),
    pulse: createPulse(),
    inFlight: 0,
    enough: Math.ceil(connections / 2),
    demand: 0,
    isStale: false,
    isClosed: false,
    isUnwritable: false,
    failure: undefined,
    counts: { sent: 0, deferred: 0, failed: 0, uncertain: 0 },
    refusals: 0,
    onEnd,
  };
}

/** Ends the run with an error; the first one counts. */
export function fail(flight: Flight, error: unknown): void {
  flight.failure ??= error instanceof Error ? error : new Error(String(error));
  flight.pulse.beat();
}

/** Notes how a delivery ended, for the ledger to write. */
export function end(flight: Flight, outcome: Outcome): void {
  flight.outcomes.push(outcome);
  flight.counts[outcome.state] += 1;
  const claim = flight.marked.get(outcome.id);
  flight.marked.delete(outcome.id);
  // What was not begun says nothing of the relay.
  if (claim !== undefined && !isNotBegun(outcome)) flight.onEnd(claim, outcome);
  // Only where the ledger has something to decide: everybody who waits is woken.
  const { length } = flight.outcomes;
  if (length === 1 || length === flight.enough || length === flight.inFlight) flight.pulse.beat();
}

function isNotBegun(outcome: Outcome): boolean {
  return outcome.state === 'deferred' && outcome.isNotBegun === true;
}

/** Gives back what was marked and not begun: not a byte of it was sent, so it may go at once. */
export function giveBack(flight: Flight): void {
  for (const { claim } of flight.ready.splice(0)) end(flight, notBegun(claim, 'not begun: the sender was stopped'));
}

// The store's "at any time": not even a clock that jumps back holds such a row up.
const atAnyTime = new Date(0);

/** A delivery that the relay was not asked to take: it may go at once, and this was no attempt. */
export function notBegun({ id }: Claim, answer: string): Outcome {
  return { id, state: 'deferred', answer, nextAttempt: atAnyTime, isNotBegun: true };
}
