import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '#delivery/clock.ts';
import { readRelayUrl } from '#delivery/relay-address.ts';
import { runWorker } from '#delivery/worker.ts';
import type { WorkerOptions, WorkerReport } from '#delivery/worker-run.ts';
import type { WorkerSettings } from '#delivery/worker-settings.ts';
import type { DeliveryCounts } from '#store/delivery-state.ts';
import type { Store } from '#store/open.ts';
import { mailingStatus } from '#store/status.ts';
import type { Relay } from '../smtp-relay.ts';
import { now } from '../store/both-databases.ts';
import { issue } from '../store/people.ts';

export interface RunOptions extends Partial<Omit<WorkerOptions, 'settings'>> {
  readonly settings?: Partial<WorkerSettings>;
}

/** Runs a worker against a relay of the tests until it is done. */
export function run(
  store: Store,
  relay: Pick<Relay, 'url'>,
  { settings, ...options }: RunOptions = {},
): Promise<WorkerReport> {
  return runWorker({
    store,
    settings: {
      ...{ relay: readRelayUrl(relay.url), connections: 3, rate: 0 },
      ...{ publicUrl: 'https://vesnik.example.org', bounceDomain: 'bounces.example.org' },
      ...settings,
    },
    until: 'done',
    signal: new AbortController().signal,
    clock: testClock(),
    ...options,
  });
}

export interface TestClock extends Clock {
  /** Milliseconds since it was made. */
  elapsed(): number;
}

/** A clock that begins at `now` of the store's tests and jumps over every pause. */
export function testClock(start: Date = now): TestClock {
  let elapsed = 0;
  return {
    now: () => new Date(start.getTime() + elapsed),
    wait: async (ms, signal) => {
      await turn();
      if (!signal.aborted) elapsed += ms;
    },
    elapsed: () => elapsed,
  };
}

/** The counts that are not zero. */
export async function countsOf(store: Store): Promise<Partial<DeliveryCounts>> {
  const { counts } = await mailingStatus(store, issue);
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}
