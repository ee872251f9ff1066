import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { readReport } from '#delivery/bounces/read-report.ts';
import { bounceVerdict } from '#delivery/bounces/verdict.ts';
import { token } from '../../fixtures/bounces/envelopes.ts';

const folder = new URL('../../fixtures/bounces/mails/', import.meta.url);
const expectations = z.record(z.string(), z.object({ found: z.array(z.string()), verdicts: z.array(z.string()) }));
const expected = Object.entries(expectations.parse(JSON.parse(readFileSync(new URL('expected.json', folder), 'utf8'))));

async function read(name: string) {
  const report = await readReport(readFileSync(new URL(name, folder)));
  return {
    report,
    found: report.kind === 'bounce' ? report.reason : report.kind,
    verdict: bounceVerdict(report),
  };
}

// Written by somebody who knew no rule. When first read, of the 46 reports all were recognised, all 46 reasons and 45 effects were right; of the
// 35 other mails one was taken for a report.
it('of 46 reports that a stranger wrote each has one of the reasons and effects that they allow', async () => {
  const reports = expected.filter(([name]) => !name.startsWith('no-report'));
  expect(reports).toHaveLength(46);
  for (const [name, { found, verdicts }] of reports) {
    const outcome = await read(name);
    expect(found, name).toContain(outcome.found);
    expect(verdicts, name).toContain(outcome.verdict);
    expect('tokens' in outcome.report ? outcome.report.tokens[0] : undefined, name).toBe(token);
  }
});

it('of 35 other mails that a stranger wrote none is taken for a report', async () => {
  const others = expected.filter(([name]) => name.startsWith('no-report'));
  expect(others).toHaveLength(35);
  for (const [name] of others) expect((await read(name)).found, name).toBe('ignored');
});

it('a report of a mail that a reader wrote returns no mail of ours', async () => {
  const { report } = await read('foreign-original.eml');
  expect(report).toMatchObject({ tokens: [token], original: { messageIds: ['<q@corp.example.com>'], tokens: [] } });
});
