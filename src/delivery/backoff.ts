const minuteMs = 60_000;

// Minutes to the next attempt after the 1st, 2nd, … Greylisting ends within five; in all less than three days.
const pauses = [1, 4, 15, 60, 180, 360, 720, 720, 720, 720];

/**
 * When a deferred delivery is tried again: its pause and up to a tenth more, so that a relay which turned away many at once does not
 * get them back at once. Undefined after the last attempt, three days after the first: then it has failed.
 */
export function nextAttempt(attempts: number, now: Date, random: () => number): Date | undefined {
  const minutes = pauses[attempts - 1];
  if (minutes === undefined) return undefined;
  return new Date(now.getTime() + Math.round(minutes * minuteMs * (1 + random() / 10)));
}
