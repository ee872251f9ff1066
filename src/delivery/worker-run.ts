import type { Store } from '#store/open.ts';
import type { Clock } from './clock.ts';
import type { RunCounts } from './flight.ts';
import type { RelayError } from './relay-error.ts';
import type { WorkerSettings } from './worker-settings.ts';

/** What a run of a worker is given. */
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
