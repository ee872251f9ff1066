import type { Clock } from '#delivery/clock.ts';
import type { Store } from '#store/open.ts';
import { tellHowItWent } from '#store/telling.ts';
import { dropMootTroubles } from '#store/troubles.ts';
import { failureOf } from './failure.ts';

interface Watch {
  readonly store: Store;
  /** Who is told (`noticeRecipients`). */
  readonly notify: readonly Buffer[];
  /** What else is looked at each time; gives back lines that a person should see. */
  readonly look: (now: Date) => Promise<readonly string[]>;
  readonly everyMs: number;
  /** Takes the lines that a person should see. */
  readonly report: (...lines: string[]) => void;
  readonly clock: Clock;
}

/**
 * Looks after mailings again and again: writes the notices of how they went, and whatever `look` does. Gives back how to end that. A
 * look that fails is reported, and the next one tries anew: it never throws.
 */
export async function watchMailings(watch: Watch): Promise<() => Promise<void>> {
  const { everyMs, clock } = watch;
  const ended = new AbortController();
  await lookOnce(watch);
  const looking = (async () => {
    while (!ended.signal.aborted) {
      await clock.wait(everyMs, ended.signal);
      if (!ended.signal.aborted) await lookOnce(watch);
    }
  })();
  return async () => {
    ended.abort();
    await looking;
    // What ended while this was stopping is told of now, not when somebody starts it again.
    await lookOnce({ ...watch, look: async () => [] });
  };
}

async function lookOnce({ store, notify, look, report, clock }: Watch): Promise<void> {
  try {
    const now = clock.now();
    await dropMootTroubles(store, now);
    report(...(await look(now)));
    await tellHowItWent(store, notify, now);
  } catch (thrown) {
    const { message, hint } = failureOf(thrown);
    report(`The look at the mailings failed, and is tried again: ${message}`, hint);
  }
}
