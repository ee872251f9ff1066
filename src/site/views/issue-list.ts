import type { Library } from '#content/model.ts';
import { formatMonth } from '#i18n/dates.ts';
import type { Language } from '#i18n/languages.ts';
import { tied } from '#i18n/ties.ts';
import { translator } from '#i18n/translator.ts';
import { issuePath } from '../addresses.ts';
import { issueNumber, issuePeriod } from '../issue-name.ts';
import { selectionsOf } from '../listing.ts';

/** A line in a list of issues. */
export interface IssueLine {
  readonly path: string;
  readonly period: string;
  readonly title?: string;
  readonly number?: string;
  /** "3 pieces" */
  readonly count: string;
}

interface MonthOfIssues {
  /** "April 2024" */
  readonly name: string;
  readonly issues: readonly IssueLine[];
}

export interface YearOfIssues {
  readonly year: string;
  readonly months: readonly MonthOfIssues[];
}

/** All issues by the year and month in which their period begins, newest first. */
export function yearsOfIssues(library: Library, language: Language): YearOfIssues[] {
  const lines = selectionsOf(library, language)
    .toReversed()
    .map(({ issue, pieces }) => {
      const number = issueNumber(issue, language);
      const title = issue.words[language]?.title;
      const line = {
        path: issuePath(language, issue.id),
        period: tied(issuePeriod(library, issue, language), language),
        ...(title !== undefined && { title: tied(title, language) }),
        ...(number !== undefined && { number }),
        count: tied(translator(language)('pieces.count', { count: pieces.length }), language),
      };
      return { start: issue.period.start, line };
    });
  const years = Map.groupBy(lines, ({ start }) => start.slice(0, 4));
  return [...years].map(([year, ofYear]) => ({
    year,
    months: [...Map.groupBy(ofYear, ({ start }) => start.slice(5, 7))].map(([month, ofMonth]) => ({
      name: formatMonth(Number(year), Number(month), language),
      issues: ofMonth.map(({ line }) => line),
    })),
  }));
}
