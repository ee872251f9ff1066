import type { Issue, Library } from '#content/model.ts';

interface Month {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** Newest first. */
  readonly issues: readonly Issue[];
}

/** All issues by the month in which their period begins, newest first. */
export function months({ issues }: Library): Month[] {
  const found = Map.groupBy([...issues].reverse(), ({ period }) => period.start.slice(0, 7));
  return [...found].map(([start, ofMonth]) => ({
    year: Number(start.slice(0, 4)),
    month: Number(start.slice(5, 7)),
    issues: ofMonth,
  }));
}
