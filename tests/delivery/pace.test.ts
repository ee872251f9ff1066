import { expect, it } from 'vitest';
import { createPace } from '#delivery/pace.ts';
import { testClock } from './run.ts';

const never = new AbortController().signal;

async function through(rate: number, messages: number, wanted: number): Promise<number> {
  const clock = testClock();
  const pace = createPace(rate, clock);
  for (let gone = 0; gone < messages; ) gone += await pace.take(Math.min(wanted, messages - gone), never);
  return clock.elapsed();
}

it('lets so many messages a second through, in groups or one by one', async () => {
  expect(await through(10, 101, 5)).toBeGreaterThanOrEqual(9_900);
  expect(await through(10, 101, 1)).toBeLessThan(11_000);
  expect(await through(1000, 5000, 20)).toBeGreaterThanOrEqual(4_800);
  expect(await through(0.5, 3, 1)).toBeGreaterThanOrEqual(4_000);
  expect(await through(0, 1_000_000, 20)).toBe(0);
});

it('fills nothing while the clock is set back, and nothing after a stop', async () => {
  let time = 1_000_000;
  const clock = {
    now: () => new Date(time),
    wait: async (ms: number) => {
      time += ms;
    },
  };
  const pace = createPace(1, clock);
  expect(await pace.take(5, never)).toBe(1);
  time -= 500_000;
  const before = time;
  expect(await pace.take(5, never)).toBe(1);
  expect(time - before).toBeGreaterThanOrEqual(1000);
  const stopped = new AbortController();
  stopped.abort();
  expect(await pace.take(5, stopped.signal)).toBe(0);
});
