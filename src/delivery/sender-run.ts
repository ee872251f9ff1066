import { VesnikError } from '#errors.ts';
import type { Sender } from '#store/sender-lock.ts';
import type { Clock } from './clock.ts';
import { deadWatch } from './dead-watch.ts';
import { feed } from './feeder.ts';
import { type Flight, fail } from './flight.ts';
import { idleWatch } from './idle.ts';
import { land } from './landing.ts';
import { createLane } from './lane.ts';
import { runLane } from './lane-runner.ts';
import { keepLedger } from './ledger.ts';
import type { createPress } from './press.ts';
import type { RefusalWatch } from './refusal-watch.ts';
import { sessionLimits } from './session.ts';
import type { SharedPace } from './shared-pace.ts';
import { createTending } from './tending.ts';
import { watchedLane } from './watched-lane.ts';
import type { WorkerOptions } from './worker-run.ts';
import type { WorkerSettings } from './worker-settings.ts';

/** What one run of a sender works with. */
export interface FlyParts extends WorkerOptions {
  readonly clock: Clock;
  readonly press: ReturnType<typeof createPress>;
  readonly sender: Sender;
  readonly flight: Flight;
  readonly pace: SharedPace;
  readonly refusals: RefusalWatch;
}

/**
 * Feeder, ledger and lanes, from the first claim until nothing is on the wire. Never throws for what happens meanwhile: `flight.failure` says it.
 */
export async function fly(parts: FlyParts): Promise<void> {
  const {
    store,
    settings,
    until,
    mailing,
    signal,
    clock,
    press,
    sender,
    flight,
    pace,
    refusals,
    random = Math.random,
  } = parts;
  const { connections, relay, limits = sessionLimits } = settings;
  const ended = new AbortController();
  const lanes = Array.from({ length: connections }, () => createLane({ relay, limits, ended: ended.signal })).map(
    lane => watchedLane(lane, parts),
  );
  const tending = createTending({ store, sender: sender.id, pace, refusals, clock, flight });
  const watch = deadWatch({ store, sender, clock, flight });
  const forget = whenAborted(signal, () => flight.pulse.beat());
  const forgetLoss = whenAborted(sender.lost, () => {
    fail(flight, senderLost());
    for (const lane of lanes) lane.destroy();
  });
  const runs = [
    keepLedger({
      store,
      flight,
      worker: sender.id,
      connections,
      clock,
      stop: signal,
      isHeld: tending.isHeld,
      onSettled: () => {
        watch.look();
        parts.onProgress?.({ ...flight.counts });
      },
    }),
    ...lanes.map((lane, number) =>
      runLane({ lane, number, flight, clock, random, ended: ended.signal, isPatient: until === 'stopped' }),
    ),
  ];
  try {
    await feed({
      ...{ store, flight, press, worker: sender.id, connections, mailing, clock, stop: signal },
      claimRows: claimRows(settings),
      providerConnections: settings.providerConnections ?? {},
      ...{ pace, tend: tending.tend },
      whenIdle: idleWatch({ ...parts, sender }),
    });
  } catch (error) {
    fail(flight, error);
  } finally {
    await land({ ...parts, lanes, ended });
    await Promise.all(runs);
    await watch.rest();
    forget();
    forgetLoss();
  }
}

// What is claimed must be sent well within its lease, at whatever rate; and what goes in two seconds keeps no other sender without work.
function claimRows({ rate, connections }: WorkerSettings): number {
  return Math.max(2 * connections, rate === 0 ? 500 : Math.min(500, Math.round(rate * 2)));
}

function whenAborted(signal: AbortSignal, act: () => void): () => void {
  if (signal.aborted) act();
  signal.addEventListener('abort', act, { once: true });
  return () => signal.removeEventListener('abort', act);
}

function senderLost(): VesnikError {
  return new VesnikError({
    code: 'sender-lost',
    message:
      'The connection that holds the sender lock was lost, so another sender may have begun. This one has stopped.',
    hint: 'See where it stands with npx vesnik status, then resume.',
    kind: 'partly',
  });
}
