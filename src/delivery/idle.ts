import { nextAvailable, nextClaimable } from '#store/agenda.ts';
import { recoverDead } from '#store/dead-senders.ts';
import { finishMailingIfDone } from '#store/mailing-control.ts';
import { listMailings } from '#store/mailings.ts';
import type { Store } from '#store/open.ts';
import type { Sender } from '#store/sender-lock.ts';
import type { Clock } from './clock.ts';
import { noteRefusedReaders } from './refused-readers.ts';

interface IdleParts {
  readonly store: Store;
  readonly sender: Sender;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly until: 'done' | 'stopped';
  readonly mailing?: number;
  readonly patienceMs?: number;
}

const lookMs = 1000;
const recoverEveryMs = 30_000;

/** Calls mailings that are over `sent`, and does for their readers what servers said of them; when the next delivery may go, of this mailing only where it is given. */
export async function finishMailings(store: Store, mailing: number | undefined, now: Date): Promise<Date | undefined> {
  await callSent(store, mailing, now);
  return nextAvailable(store, mailing);
}

async function callSent(store: Store, mailing: number | undefined, now: Date): Promise<void> {
  const ids =
    mailing === undefined ? (await listMailings(store, ['approved', 'sending'])).map(({ id }) => id) : [mailing];
  for (const id of ids) if (await finishMailingIfDone(store, id, now)) await noteRefusedReaders(store, id, now);
}

/**
 * What a worker does while there is nothing to claim: waits for the next delivery or for a mailing, and looks after what dead
 * senders left. False: the run is over.
 */
export function idleWatch(parts: IdleParts): () => Promise<boolean> {
  const { store, sender, clock, signal, until, mailing, patienceMs = 15 * 60_000 } = parts;
  let recoveredAt = clock.now().getTime();
  return async () => {
    const now = clock.now();
    await callSent(store, mailing, now);
    const next = await nextClaimable(store, mailing);
    const waitMs = next === undefined ? Number.POSITIVE_INFINITY : next.getTime() - now.getTime();
    if (until === 'done' && waitMs > patienceMs) {
      // A rival killed a moment ago may have held its lock a little longer than it lived.
      await recoverDead(store, sender, now);
      return false;
    }
    // Looks again every second: a person may pause, resume or approve at any moment, and clocks jump.
    await clock.wait(Math.min(Math.max(waitMs, 50), lookMs), signal);
    if (Math.abs(clock.now().getTime() - recoveredAt) > recoverEveryMs) {
      recoveredAt = clock.now().getTime();
      await recoverDead(store, sender, clock.now());
    }
    return !signal.aborted;
  };
}
