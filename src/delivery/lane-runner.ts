import { VesnikError } from '#errors.ts';
import type { Outcome } from '#store/outcomes.ts';
import type { Attempt } from './attempt.ts';
import { nextAttempt } from './backoff.ts';
import type { Clock } from './clock.ts';
import { end, type Flight, fail, notBegun, type Staged } from './flight.ts';
import type { Lane } from './lane.ts';
import { redactAnswer } from './redaction.ts';
import { RelayError } from './relay-error.ts';
import { board, type Seat } from './seats.ts';

interface LaneRunnerParts {
  readonly lane: Lane;
  readonly number: number;
  readonly flight: Flight;
  readonly clock: Clock;
  readonly random: () => number;
  /** Aborted when lanes must end. */
  readonly ended: AbortSignal;
  /** Goes on trying to reach the relay, however long. */
  readonly isPatient: boolean;
}

// With pauses of 0.5, 1, 2 and 4 seconds.
const attemptsToReach = 5;
// So many refusals before the first acceptance are about us, not about the recipients.
const refusalsToStop = 20;

/**
 * Keeps a lane open for as long as there is work for it and the flight is not closed. A delivery is taken only by a lane that is open, and
 * as many at once as the relay lets follow each other over one connection.
 */
export async function runLane(parts: LaneRunnerParts): Promise<void> {
  const { lane, number, flight, clock, random, ended } = parts;
  const seat: Seat = {
    ...{ depth: 1, onWire: 0, isRenewing: false },
    isReady: () => lane.isReady(),
    begin: staged => {
      seat.onWire += 1;
      void deliver(parts, staged)
        .catch(error => {
          // Not a byte was sent: a session never throws.
          fail(flight, error);
          return notBegun(staged.claim, 'not begun: the connection could not be made');
        })
        .then(outcome => {
          seat.onWire -= 1;
          end(flight, outcome);
          if (flight.ready.length > 0) board(flight);
        });
    },
  };
  let failures = 0;
  while (!flight.isClosed) {
    if (flight.ready.length === 0 && flight.demand <= number) {
      lane.close();
      flight.openLanes.delete(number);
      await flight.pulse.next();
      continue;
    }
    if (flight.openLanes.has(number) && !seat.isRenewing && lane.isReady()) {
      await flight.pulse.next();
      continue;
    }
    try {
      seat.depth = await lane.open();
      failures = 0;
    } catch (error) {
      failures += 1;
      flight.openLanes.delete(number);
      if (isHopeless(parts, error, failures)) fail(flight, error);
      flight.pulse.beat();
      await clock.wait(Math.min(250 * 2 ** failures, 30_000) * (1 + random() / 4), ended);
      continue;
    }
    seat.isRenewing = false;
    if (!flight.openLanes.has(number)) {
      flight.openLanes.set(number, seat);
      flight.pulse.beat();
    }
    board(flight);
  }
  lane.close();
}

function isHopeless({ flight, isPatient }: LaneRunnerParts, error: unknown, failures: number): boolean {
  // A connection that nobody needs any more may fail as it likes.
  if (flight.isClosed || flight.demand === 0) return false;
  if (!(error instanceof RelayError)) return true;
  if (isPatient || flight.openLanes.size > 0) return false;
  return error.failure === 'refused' || failures >= attemptsToReach;
}

async function deliver(
  { lane, flight, clock, random }: LaneRunnerParts,
  { claim, prepared }: Staged,
): Promise<Outcome> {
  const { id } = claim;
  if (prepared === undefined) return { id, state: 'failed', answer: '5.1.3 this is not one well-formed address' };
  const attempt = await lane.send(prepared.envelope, prepared.message);
  watch(flight, attempt);
  const { relayId } = attempt;
  const others = relayId === undefined ? prepared.secrets : [...prepared.secrets, relayId];
  const { text } = redactAnswer(attempt.answer, { recipient: prepared.envelope.to, others });
  if (attempt.state === 'sent') return { id, state: 'sent', answer: text, ...(relayId !== undefined && { relayId }) };
  if (attempt.state !== 'deferred') return { id, state: attempt.state, answer: text };
  if (attempt.isNotBegun) return notBegun(claim, text);
  const next = nextAttempt(claim.attempts + 1, clock.now(), random);
  if (next === undefined) return { id, state: 'failed', answer: `given up after three days: ${text}` };
  return { id, state: 'deferred', answer: text, nextAttempt: next };
}

// A relay that refuses everybody would spend the whole list in a minute.
function watch(flight: Flight, attempt: Attempt): void {
  if (attempt.state === 'sent') flight.refusals = 0;
  if (flight.counts.sent > 0 && !attempt.refusesSender) return;
  if (attempt.state !== 'failed' && !attempt.refusesSender) return;
  flight.refusals += 1;
  if (flight.refusals >= refusalsToStop) fail(flight, refusesEverybody());
}

function refusesEverybody(): VesnikError {
  return new VesnikError({
    code: 'relay-refuses-everybody',
    message: `The relay refused ${refusalsToStop} messages in a row and accepted none: it does not let this sender through.`,
    hint: 'See its answers with npx vesnik status, settle the matter with whoever runs the relay, then resume.',
    kind: 'partly',
  });
}
