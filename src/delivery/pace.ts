import type { Clock } from './clock.ts';

/** Lets so many messages a second through. */
export interface Pace {
  /** How many of `wanted` may go now: at least one, after waiting where needed; none once the signal is aborted. */
  take(wanted: number, signal: AbortSignal): Promise<number>;
}

/** A bucket that fills with `rate` messages a second and holds a tenth of a second's worth. Zero: no limit. */
export function createPace(rate: number, clock: Clock): Pace {
  if (rate <= 0) return { take: async (wanted, signal) => (signal.aborted ? 0 : wanted) };
  const most = Math.max(1, rate / 10);
  let held = 1;
  let filledAt = clock.now().getTime();
  return {
    take: async (wanted, signal) => {
      while (!signal.aborted) {
        const now = clock.now().getTime();
        // A clock that was set back fills nothing.
        held = Math.min(most, held + (Math.max(0, now - filledAt) * rate) / 1000);
        filledAt = now;
        if (held >= 1) {
          const taken = Math.min(wanted, Math.floor(held));
          held -= taken;
          return taken;
        }
        await clock.wait(Math.ceil(((1 - held) * 1000) / rate), signal);
      }
      return 0;
    },
  };
}
