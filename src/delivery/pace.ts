import { createBucket } from './bucket.ts';
import type { Clock } from './clock.ts';

/** Lets so many messages a second through. */
export interface Pace {
  /** How many of `wanted` may go now: at least one, after waiting where needed; none once the signal is aborted. */
  take(wanted: number, signal: AbortSignal): Promise<number>;
}

/** `rate` messages a second; zero: no limit. */
export function createPace(rate: number, clock: Clock): Pace {
  const bucket = createBucket();
  bucket.setRate(rate <= 0 ? undefined : rate);
  return {
    take: async (wanted, signal) => {
      while (!signal.aborted) {
        const taken = Math.min(wanted, bucket.held(clock.now()));
        if (taken >= 1) {
          bucket.take(taken);
          return taken;
        }
        await clock.wait(bucket.waitMs(), signal);
      }
      return 0;
    },
  };
}
