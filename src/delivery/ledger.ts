import { turnLedger } from '#store/ledger-turn.ts';
import type { Store } from '#store/open.ts';
import { type Outcome, settleDeliveries } from '#store/outcomes.ts';
import type { Clock } from './clock.ts';
import { type Flight, fail, type Staged } from './flight.ts';
import { board } from './seats.ts';

interface LedgerParts {
  readonly store: Store;
  readonly flight: Flight;
  readonly worker: number;
  readonly connections: number;
  readonly clock: Clock;
  /** Aborted: mark nothing more. */
  readonly stop: AbortSignal;
  /** Something has to be judged before anybody else is mailed. */
  readonly isHeld: () => boolean;
  readonly onSettled: () => void;
}

/** How long something waits for others to be written with: every turn is a commit that the disk must confirm. */
const gatherMs = 5;

/**
 * Writes how attempts ended and marks the next ones, in turns of one commit each, so that no more than 2 × connections are ever between
 * the mark and the written outcome. A turn begins as soon as half a connection's count is together, or after `gatherMs`; what comes
 * meanwhile goes into the next one. Outcomes that the database does not take (a full disk) are tried again a few times; then the run fails,
 * and those deliveries are found uncertain later. Ends when the flight is closed.
 */
export async function keepLedger(parts: LedgerParts): Promise<void> {
  const { flight, connections, clock } = parts;
  let gathering: Promise<void> | undefined;
  let isLate = false;
  while (!(flight.isClosed && flight.outcomes.length === 0)) {
    const markable = Math.min(flight.staged.length, mayMark(parts) ? room(flight, connections) : 0);
    const { length } = flight.outcomes;
    const isDue = length >= Math.min(flight.enough, flight.inFlight) && length > 0;
    if (isDue || markable >= flight.enough || (isLate && length + markable > 0)) {
      isLate = false;
      if (!(await turn(parts, flight.outcomes.splice(0), flight.staged.splice(0, markable)))) break;
      continue;
    }
    if (length + markable > 0) {
      gathering ??= clock.wait(gatherMs, never).then(() => {
        gathering = undefined;
        isLate = flight.outcomes.length + flight.staged.length > 0;
        flight.pulse.beat();
      });
    }
    await flight.pulse.next();
  }
  await gathering;
}

const never = new AbortController().signal;

// Nothing is marked before a connection stands: a relay that is down costs no attempt.
function mayMark({ flight, stop, isHeld }: LedgerParts): boolean {
  const isOver = stop.aborted || flight.failure !== undefined || flight.isClosed;
  return !isOver && flight.openLanes.size > 0 && !isHeld();
}

function room({ inFlight, outcomes }: Flight, connections: number): number {
  return 2 * connections - inFlight + outcomes.length;
}

// False: the database takes no more outcomes.
async function turn(parts: LedgerParts, outcomes: Outcome[], staged: Staged[]): Promise<boolean> {
  const { store, flight, worker, clock, onSettled } = parts;
  // A lease that ran out while the clock jumped has been claimed twice.
  const group = new Map(staged.map(each => [each.claim.id, each]));
  flight.inFlight += group.size;
  flight.marking = staged.map(({ claim }) => claim);
  let marked: ReadonlySet<number> = new Set();
  try {
    marked = await turnLedger(store, { worker, outcomes, ids: [...group.keys()], now: clock.now() });
  } catch (error) {
    // Whether it marked them is not known: they are not sent, and nothing else is begun.
    if (group.size > 0) fail(flight, error);
    if (!(await settlePersistently(parts, outcomes))) return false;
  }
  flight.inFlight -= outcomes.length + group.size - marked.size;
  flight.isStale ||= group.size > 0 && marked.size === 0;
  flight.marking = [];
  for (const [id, each] of group) {
    if (!marked.has(id)) continue;
    flight.marked.set(id, each.claim);
    flight.ready.push(each);
  }
  board(flight);
  if (outcomes.length > 0) onSettled();
  flight.pulse.beat();
  return true;
}

async function settlePersistently(parts: LedgerParts, outcomes: readonly Outcome[]): Promise<boolean> {
  const { store, flight, worker, clock } = parts;
  for (let attempt = 1; outcomes.length > 0; attempt += 1) {
    await clock.wait(attempt * 500, never);
    try {
      await settleDeliveries(store, { worker, outcomes, now: clock.now() });
      break;
    } catch (error) {
      if (attempt < 4) continue;
      flight.isUnwritable = true;
      fail(flight, error);
      return false;
    }
  }
  return true;
}
