import { hostname } from 'node:os';
import { VesnikError } from '#errors.ts';
import { acquireSender } from '#store/sender-lock.ts';
import { systemClock } from './clock.ts';
import { createFlight } from './flight.ts';
import { finishMailings } from './idle.ts';
import { keepHeapLean } from './lean-heap.ts';
import { createPress } from './press.ts';
import { watchRefusals } from './refusal-watch.ts';
import { fly } from './sender-run.ts';
import { createSharedPace } from './shared-pace.ts';
import { createSigningThreads } from './signing-threads.ts';
import type { WorkerOptions, WorkerReport } from './worker-run.ts';

/**
 * Delivers what is approved and due. Takes the sender lock, so what a killed sender had on the wire is `uncertain` from then on.
 * Throws VesnikError: `sender-busy`, `dkim-…`, and (kind `partly`, nothing lost) `relay-unreachable`, `relay-refused`,
 * `relay-refuses-everybody`, `sender-lost`, `variant-refused`. Whatever happens, every delivery is in a state that explains itself.
 */
export async function runWorker(options: WorkerOptions): Promise<WorkerReport> {
  const { store, settings, clock = systemClock } = options;
  keepHeapLean();
  const signing = createSigningThreads();
  const press = createPress(store, settings, settings.dkim, signing.sign);
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
    await signing.close();
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
