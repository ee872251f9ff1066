import { setTimeout as wait } from 'node:timers/promises';
import { countOldDeliveries } from './delivery-counts.ts';
import type { Store } from './open.ts';
import { bringOutboxNear } from './outbox-endings.ts';
import { expireSignUps } from './sign-up-confirmation.ts';
import { forgetSignUpCounts } from './sign-up-counts.ts';

/**
 * Forgets what nobody may keep any longer: sign-ups that were not confirmed, counts at the door, deliveries of old mailings (their counts stay), and the
 * bytes of what was deleted. Brings near the mails that wait for a moment of a clock gone wrong. In small steps; ends early, between two of them, once the signal is aborted.
 */
export async function keepUp(store: Store, now: Date, signal: AbortSignal): Promise<void> {
  await bringOutboxNear(store, now);
  await expireSignUps(store, now);
  await forgetSignUpCounts(store, now);
  while (!signal.aborted) {
    const startedMs = performance.now();
    if ((await countOldDeliveries(store, now)) === 0) break;
    // SQLite's lock goes to whoever asks at the right moment: doors and senders have the database for as long as this had it.
    await wait(performance.now() - startedMs);
  }
  await store.scrub();
}
