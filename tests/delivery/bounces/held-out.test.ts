import { expect, it } from 'vitest';
import { heldOut, heldOutNothing } from '../../fixtures/bounces/held-out.ts';
import { figures, outcomesOf } from './outcome.ts';

// Before the rules were mended by the other samples, 44 of 51 reasons were right; no rule may be written by these.
it('of reports that no rule was written by, at least 95 of 100 are recognised, at least 86 with the right reason', async () => {
  expect(heldOut.length + heldOutNothing.length).toBeGreaterThanOrEqual(60);
  const { recognised, right } = figures(await outcomesOf(heldOut));
  expect(recognised).toBeGreaterThanOrEqual(0.95);
  expect(right).toBeGreaterThanOrEqual(0.86);
});

it('no reply, notice of delay or receipt that no rule was written by is taken for a report', async () => {
  expect((await outcomesOf(heldOutNothing)).filter(({ found }) => found !== 'ignored')).toEqual([]);
});
