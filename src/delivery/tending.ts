import type { Store } from '#store/open.ts';
import { beatSender } from '#store/sender-beat.ts';
import type { Clock } from './clock.ts';
import type { RefusalWatch } from './refusal-watch.ts';
import type { SharedPace } from './shared-pace.ts';

interface TendingParts {
  readonly store: Store;
  /** `Sender.id`. */
  readonly sender: number;
  readonly pace: SharedPace;
  readonly refusals: RefusalWatch;
  readonly clock: Clock;
}

const lookEveryMs = 1000;
const beatEveryMs = 30_000;

/** What a sender does beside sending, whenever its time has come; call it often. The clock may jump in either direction. */
export function createTending({ store, sender, pace, refusals, clock }: TendingParts): () => Promise<void> {
  let lookedAt = Number.NEGATIVE_INFINITY;
  let beatAt = Number.NEGATIVE_INFINITY;
  return async () => {
    const now = clock.now();
    const isTime = Math.abs(now.getTime() - lookedAt) >= lookEveryMs;
    if (isTime || refusals.isPressing()) await refusals.judge(now);
    if (!isTime) return;
    lookedAt = now.getTime();
    await pace.refresh();
    if (Math.abs(now.getTime() - beatAt) < beatEveryMs) return;
    beatAt = now.getTime();
    await beatSender(store, sender, now);
  };
}
