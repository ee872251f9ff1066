/** Holds what may go now; it fills with time and never holds more than a tenth of a second's worth, one message at least. */
export interface Bucket {
  /** Messages a second; undefined: no limit. */
  setRate(rate: number | undefined): void;
  rate(): number | undefined;
  /** How many messages may go at this moment. */
  held(now: Date): number;
  /** So many went. */
  take(count: number): void;
  /** Until one may go. */
  waitMs(): number;
}

export function createBucket(): Bucket {
  let rate: number | undefined;
  let content = 1;
  let filledAt: number | undefined;
  return {
    rate: () => rate,
    setRate: next => {
      rate = next;
    },
    held: now => {
      if (rate === undefined) return Number.POSITIVE_INFINITY;
      const moment = now.getTime();
      // A clock that was set back fills nothing, one that jumped ahead a tenth of a second's worth.
      const passedMs = Math.max(0, moment - (filledAt ?? moment));
      filledAt = moment;
      content = Math.min(Math.max(1, rate / 10), content + (passedMs * rate) / 1000);
      return Math.floor(content);
    },
    take: count => {
      if (rate !== undefined) content -= count;
    },
    waitMs: () => (rate === undefined || content >= 1 ? 0 : Math.ceil(((1 - content) * 1000) / rate)),
  };
}
