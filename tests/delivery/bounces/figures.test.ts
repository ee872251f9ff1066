import { expect, it } from 'vitest';
import { noReports } from '../../fixtures/bounces/no-reports.ts';
import { plainReports } from '../../fixtures/bounces/plain-reports.ts';
import { statusReports } from '../../fixtures/bounces/status-reports.ts';
import { figures, outcomesOf } from './outcome.ts';

const positives = [...statusReports, ...plainReports];

it('of the servers’ reports at least 95 of 100 are recognised, at least 90 with the right reason', async () => {
  expect(positives.length).toBeGreaterThanOrEqual(120);
  const outcomes = await outcomesOf(positives);
  const wrong = outcomes.filter(({ found, expected }) => found !== expected);
  const { recognised, right } = figures(outcomes);
  expect(recognised, JSON.stringify(wrong, undefined, 1)).toBeGreaterThanOrEqual(0.95);
  expect(right, JSON.stringify(wrong, undefined, 1)).toBeGreaterThanOrEqual(0.9);
});

it('nothing that is no report is taken for one', async () => {
  expect(noReports.length).toBeGreaterThanOrEqual(40);
  expect((await outcomesOf(noReports)).filter(({ found }) => found !== 'ignored')).toEqual([]);
});
