import type { Clock } from '#delivery/clock.ts';

/** A clock that stands until somebody puts it forward. */
export interface HandClock extends Clock {
  /** Puts it forward as soon as somebody waits; resolves once whoever waited for so long goes on. */
  forward(ms: number): Promise<void>;
}

/** Who waits does so until the clock is put forward far enough, or their signal is aborted. */
export function handClock(start: Date = new Date()): HandClock {
  let moment = start.getTime();
  const waiting = new Set<{ readonly until: number; readonly wake: () => void }>();
  let noticed = (): void => {};
  return {
    now: () => new Date(moment),
    wait: (ms, signal) =>
      new Promise(resolve => {
        const waiter = { until: moment + ms, wake: () => void (waiting.delete(waiter) && resolve()) };
        waiting.add(waiter);
        if (signal.aborted) waiter.wake();
        else signal.addEventListener('abort', waiter.wake, { once: true });
        noticed();
      }),
    forward: async ms => {
      while (waiting.size === 0) {
        await new Promise<void>(resolve => {
          noticed = resolve;
        });
      }
      moment += ms;
      for (const waiter of waiting) if (waiter.until <= moment) waiter.wake();
    },
  };
}
