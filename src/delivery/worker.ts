import { hostname } from 'node:os';
import { VesnikError } from '#errors.ts';
import { acquireSender, type Sender } from '#store/sender-lock.ts';
import { type Clock, systemClock } from './clock.ts';
import { deadWatch } from './dead-watch.ts';
import { feed } from './feeder.ts';
import { createFlight, type Flight, fail } from './flight.ts';
import { finishMailings, idleWatch } from './idle.ts';
import { land } from './landing.ts';
import { createLane } from './lane.ts';
import { runLane } from './lane-runner.ts';
import { keepHeapLean } from './lean-heap.ts';
import { keepLedger } from './ledger.ts';
import { createPress } from './press.ts';
import { type RefusalWatch, watchRefusals } from './refusal-watch.ts';
import { sessionLimits } from './session.ts';
import { createSharedPace, type SharedPace } from './shared-pace.ts';
import { createTending } from './tending.ts';
import { watchedLane } from './watched-lane.ts';
import type { WorkerOptions, WorkerReport } from './worker-run.ts';
import type { WorkerSettings } from './worker-settings.ts';

/**
 * Delivers what is approved and due. Takes the sender lock, so what a killed sender had on the wire is `uncertain` from then on.
 * Throws VesnikError: `sender-busy`, `dkim-…`, and (kind `partly`, nothing lost) `relay-unreachable`, `relay-refused`,
 * `relay-refuses-everybody`, `sender-lost`, `variant-refused`. Whatever happens, every delivery is in a state that explains itself.
 */
export async function runWorker(options: WorkerOptions): Promise<WorkerReport> {
  const { store, settings, clock = systemClock } = options;
  keepHeapLean();
  const press = createPress(store, settings, settings.dkim);
  const sender = await acquireSender(store, { now: clock.now(), host: hostname(), pid: process.pid });
  const pace = createSharedPace({ store, ...settings, clock });
  const refusals = watchRefusals({ store, share: settings.pauseShare ?? 0, notify: options.notify ?? [] });
  const flight = createFlight(settings.connections, (claim, outcome) => {
    pace.note(claim.provider, outcome.state, outcome.answer);
    refusals.note(claim, outcome);
  });
  try {
    await fly({ ...options, clock, press, sender, flight, pace, refusals });
    await refusals.judge(clock.now());
    // What the last answers said of the pace is for whoever sends next.
    await pace.refresh();
    if (isAboutUs(flight.failure)) await refusals.holdAll(clock.now());
  } finally {
    await sender.release(clock.now());
  }
  const nextAttempt = await finishMailings(store, options.mailing, clock.now());
  if (flight.failure !== undefined) throw flight.failure;
  const report = { counts: flight.counts, wasStopped: options.signal.aborted };
  return nextAttempt === undefined ? report : { ...report, nextAttempt };
}

interface FlyParts extends WorkerOptions {
  readonly clock: Clock;
  readonly press: ReturnType<typeof createPress>;
  readonly sender: Sender;
  readonly flight: Flight;
  readonly pace: SharedPace;
  readonly refusals: RefusalWatch;
}

async function fly(parts: FlyParts): Promise<void> {
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

function isAboutUs(failure: Error | undefined): boolean {
  return failure instanceof VesnikError && failure.code === 'relay-refuses-everybody';
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
