import { hostname } from 'node:os';
import { VesnikError } from '#errors.ts';
import type { Store } from '#store/open.ts';
import { acquireSender, type Sender } from '#store/sender-lock.ts';
import { type Clock, systemClock } from './clock.ts';
import { deadWatch } from './dead-watch.ts';
import type { DkimSettings } from './dkim.ts';
import { feed } from './feeder.ts';
import { createFlight, type Flight, fail, type RunCounts } from './flight.ts';
import { finishMailings, idleWatch } from './idle.ts';
import { land } from './landing.ts';
import { createLane } from './lane.ts';
import { runLane } from './lane-runner.ts';
import { createPace } from './pace.ts';
import type { MailPlace } from './personal-message.ts';
import { createPress } from './press.ts';
import type { RelayAddress } from './relay-address.ts';
import { settle } from './settler.ts';
import { type SessionLimits, sessionLimits } from './smtp-session.ts';

export interface WorkerSettings extends MailPlace {
  /** `readRelayUrl(VESNIK_SMTP_URL)` */
  readonly relay: RelayAddress;
  readonly connections: number;
  /** Messages a second; 0: no limit. */
  readonly rate: number;
  /** Absent: unsigned. */
  readonly dkim?: DkimSettings;
  readonly limits?: SessionLimits;
}

export interface WorkerOptions {
  readonly store: Store;
  readonly settings: WorkerSettings;
  /** `done`: until nothing is left that is due within `patienceMs` (send, resume); `stopped`: until the signal (worker). */
  readonly until: 'done' | 'stopped';
  /** Id of the only mailing to deliver. */
  readonly mailing?: number;
  /** SIGTERM: claim nothing more, finish what is on the wire for up to `graceMs`. */
  readonly signal: AbortSignal;
  readonly graceMs?: number;
  /** How long `done` waits for deferred deliveries: greylisting ends within minutes. */
  readonly patienceMs?: number;
  readonly onProgress?: (counts: RunCounts) => void;
  readonly clock?: Clock;
  readonly random?: () => number;
}

/** How a run ended. `counts` is of this run only; `mailingStatus` tells all. */
export interface WorkerReport {
  readonly counts: RunCounts;
  /** Stopped by the signal. */
  readonly wasStopped: boolean;
  /** When the next deferred or scheduled delivery may go; undefined: none is waiting. */
  readonly nextAttempt?: Date;
}

/**
 * Delivers what is approved and due. Takes the sender lock, so what a killed sender had on the wire is `uncertain` from then on.
 * Throws VesnikError: `sender-busy`, `dkim-…`, and (kind `partly`, nothing lost) `relay-unreachable`, `relay-refused`,
 * `relay-refuses-everybody`, `sender-lost`, `variant-refused`. Whatever happens, every delivery is in a state that explains itself.
 */
export async function runWorker(options: WorkerOptions): Promise<WorkerReport> {
  const { store, settings, clock = systemClock } = options;
  const press = createPress(store, settings, settings.dkim);
  const sender = await acquireSender(store, { now: clock.now(), host: hostname(), pid: process.pid });
  const flight = createFlight();
  try {
    await fly({ ...options, clock, press, sender, flight });
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
}

async function fly(parts: FlyParts): Promise<void> {
  const { store, settings, until, mailing, signal, clock, press, sender, flight, random = Math.random } = parts;
  const { connections, relay, limits = sessionLimits } = settings;
  const ended = new AbortController();
  const lanes = Array.from({ length: connections }, () => createLane({ relay, limits, ended: ended.signal }));
  const watch = deadWatch({ store, sender, clock, flight });
  const forget = whenAborted(signal, () => flight.pulse.beat());
  const forgetLoss = whenAborted(sender.lost, () => {
    fail(flight, senderLost());
    for (const lane of lanes) lane.destroy();
  });
  const runs = [
    settle({
      store,
      flight,
      worker: sender.id,
      connections,
      clock,
      onSettled: () => {
        watch.look();
        parts.onProgress?.({ ...flight.counts });
      },
    }),
    ...lanes.map((lane, number) =>
      runLane({ lane, number, flight, press, clock, random, ended: ended.signal, isPatient: until === 'stopped' }),
    ),
  ];
  try {
    await feed({
      ...{ store, flight, worker: sender.id, connections, mailing, clock, stop: signal },
      claimRows: claimRows(settings),
      pace: createPace(settings.rate, clock),
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

// What is claimed must be sent well within its lease, at whatever rate.
function claimRows({ rate, connections }: WorkerSettings): number {
  return Math.max(2 * connections, rate === 0 ? 500 : Math.min(500, Math.round(rate * 60)));
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
