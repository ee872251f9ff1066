import type { Store } from '#store/open.ts';
import { beatSender } from '#store/sender-beat.ts';
import type { Clock } from './clock.ts';
import type { Flight } from './flight.ts';
import type { RefusalWatch } from './refusal-watch.ts';
import type { SharedPace } from './shared-pace.ts';

interface TendingParts {
  readonly store: Store;
  /** `Sender.id`. */
  readonly sender: number;
  readonly pace: SharedPace;
  readonly refusals: RefusalWatch;
  readonly clock: Clock;
  readonly flight: Pick<Flight, 'pulse'>;
}

const lookEveryMs = 1000;
const beatEveryMs = 30_000;

/** What a sender does beside sending. */
export interface Tending {
  /** Does what its time has come for; call it often. */
  tend(): Promise<void>;
  /** Refusals wait to be judged: nobody else is to be mailed before. The pulse beats when that is over. */
  isHeld(): boolean;
}

/** The clock may jump in either direction. */
export function createTending({ store, sender, pace, refusals, clock, flight }: TendingParts): Tending {
  let lookedAt = Number.NEGATIVE_INFINITY;
  let beatAt = Number.NEGATIVE_INFINITY;
  let isJudging = false;
  let hasHeld = false;
  const once = async (): Promise<void> => {
    const now = clock.now();
    const isTime = Math.abs(now.getTime() - lookedAt) >= lookEveryMs;
    isJudging = refusals.isPressing();
    if (isTime || isJudging) await refusals.judge(now);
    if (!isTime) return;
    lookedAt = now.getTime();
    await pace.refresh();
    if (Math.abs(now.getTime() - beatAt) < beatEveryMs) return;
    beatAt = now.getTime();
    await beatSender(store, sender, now);
  };
  return {
    tend: async () => {
      do await once();
      while (refusals.isPressing());
      isJudging = false;
      if (!hasHeld) return;
      hasHeld = false;
      flight.pulse.beat();
    },
    isHeld: () => {
      const isHeld = isJudging || refusals.isPressing();
      hasHeld ||= isHeld;
      return isHeld;
    },
  };
}
