import { hostname } from 'node:os';
import { VesnikError } from '#errors.ts';
import type { Store } from '#store/open.ts';
import { acquireSender } from '#store/sender-lock.ts';
import { type Clock, systemClock } from './clock.ts';
import type { DkimSettings } from './dkim.ts';
import { createFlight, type RunCounts } from './flight.ts';
import { finishMailings } from './idle.ts';
import { keepHeapLean } from './lean-heap.ts';
import type { MailPlace } from './personal-message.ts';
import { createPress } from './press.ts';
import { watchRefusals } from './refusal-watch.ts';
import type { RelayError } from './relay-error.ts';
import { fly } from './sender-run.ts';
import type { SessionLimits } from './session.ts';
import { createSharedPace, type ProviderRates } from './shared-pace.ts';
import type { Relay } from './transport-address.ts';

export interface WorkerSettings extends MailPlace {
  /** `readRelayUrl(VESNIK_SMTP_URL)` or `readTransport(VESNIK_TRANSPORT)` */
  readonly relay: Relay;
  readonly connections: number;
  /** Messages a second; 0: no limit. */
  readonly rate: number;
  /** Messages a second to single providers. */
  readonly providerRates?: ProviderRates;
  /** The share of attempts that may be refused before a mailing pauses by itself, 0 to 1; absent or 0: any. */
  readonly pauseShare?: number;
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
  /** Who is told when a mailing pauses by itself (`noticeRecipients`). */
  readonly notify?: readonly Buffer[];
  /** Hears of every connection that did not come to stand while there is no other, and, with undefined, of one that does. */
  readonly onRelay?: (trouble: RelayError | undefined) => void;
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
    if (isAboutUs(flight.failure)) await refusals.holdAll(clock.now());
  } finally {
    await sender.release(clock.now());
  }
  const nextAttempt = await finishMailings(store, options.mailing, clock.now());
  if (flight.failure !== undefined) throw flight.failure;
  const report = { counts: flight.counts, wasStopped: options.signal.aborted };
  return nextAttempt === undefined ? report : { ...report, nextAttempt };
}

function isAboutUs(failure: Error | undefined): boolean {
  return failure instanceof VesnikError && failure.code === 'relay-refuses-everybody';
}
