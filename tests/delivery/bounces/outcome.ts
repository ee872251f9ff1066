import { readReport } from '#delivery/bounces/read-report.ts';
import type { Sample } from '../../fixtures/bounces/envelopes.ts';

export interface Outcome {
  readonly line: string;
  readonly expected: string;
  /** The reason of a bounce, else the kind of report. */
  readonly found: string;
}

export async function outcomesOf(all: readonly Sample[]): Promise<Outcome[]> {
  return await Promise.all(
    all.map(async ({ line, expected, bytes }) => {
      const report = await readReport(bytes);
      return { line, expected, found: report.kind === 'bounce' ? report.reason : report.kind };
    }),
  );
}

/** Shares from 0 to 1 of those recognised as a bounce or complaint, and of those whose reason is right. */
export function figures(outcomes: readonly Outcome[]): { recognised: number; right: number } {
  const share = (isSo: (outcome: Outcome) => boolean) => outcomes.filter(isSo).length / outcomes.length;
  return {
    recognised: share(({ found }) => found !== 'ignored'),
    right: share(({ found, expected }) => found === expected),
  };
}
