import type { Claim } from '#store/deliveries.ts';
import type { Outcome } from '#store/outcomes.ts';
import { createPulse, type Pulse } from './pulse.ts';

/** How attempts of one run ended. */
export type RunCounts = Readonly<Record<Outcome['state'], number>>;

/**
 * What one worker has between the database and the wire: the feeder puts marked deliveries in, lanes take them, the settler
 * writes how they ended. Whoever changes it beats the pulse.
 */
export interface Flight {
  /** Marked `sending` and not begun. */
  readonly ready: Claim[];
  /** Marked `sending` and not ended, by id. */
  readonly marked: Map<number, Claim>;
  /** Ended and not yet written. */
  readonly outcomes: Outcome[];
  /** Lanes whose connection stands, by number. */
  readonly openLanes: Set<number>;
  readonly pulse: Pulse;
  /** Marked and not yet written: at most 2 × connections. */
  inFlight: number;
  /** How many lanes there is work for. */
  demand: number;
  /** No more will come: lanes and settler end when nothing is left. */
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

export function createFlight(onEnd: Flight['onEnd'] = () => {}): Flight {
  return {
    ready: [],
    marked: new Map(),
    outcomes: [],
    openLanes: new Set(),
    pulse: createPulse(),
    inFlight: 0,
    demand: 0,
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

/** Notes how a delivery ended, for the settler to write. */
export function end(flight: Flight, outcome: Outcome): void {
  flight.outcomes.push(outcome);
  flight.counts[outcome.state] += 1;
  const claim = flight.marked.get(outcome.id);
  flight.marked.delete(outcome.id);
  if (claim !== undefined && !isNotBegun(outcome)) flight.onEnd(claim, outcome);
  flight.pulse.beat();
}

const notBegun = 'not begun: ';

// Not a byte went: that says nothing of the relay.
function isNotBegun({ answer }: Outcome): boolean {
  return answer.startsWith(notBegun);
}

// The store's "at any time": not even a clock that jumps back holds such a row up.
const atAnyTime = new Date(0);

/** Gives back what was marked and not begun: not a byte of it was sent, so it may go at once. */
export function giveBack(flight: Flight): void {
  for (const { id } of flight.ready.splice(0)) {
    end(flight, { id, state: 'deferred', answer: `${notBegun}the sender was stopped`, nextAttempt: atAnyTime });
  }
}
