import { expect, it } from 'vitest';
import { nextAttempt } from '#delivery/backoff.ts';

const start = new Date('2024-04-22T09:00:00Z');

it('waits longer each time, and less than three days in all however the dice fall', () => {
  for (const random of [() => 0, () => 0.999]) {
    const pauses: number[] = [];
    let at: Date | undefined = start;
    for (let attempts = 1; at !== undefined; attempts += 1) {
      const next = nextAttempt(attempts, at, random);
      if (next !== undefined) pauses.push(next.getTime() - at.getTime());
      at = next;
    }
    expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
    expect(pauses[0]).toBeLessThan(2 * 60_000);
    const total = pauses.reduce((sum, pause) => sum + pause, 0);
    expect(total).toBeGreaterThan(2 * 86_400_000);
    expect(total).toBeLessThan(3 * 86_400_000);
  }
});
