import { addDays, daysBetween, type Period, writePeriod } from './days.ts';
import { problemsOf, warning } from './fault.ts';
import type { ParsedIssue } from './issue-folder.ts';
import type { Problem } from './problem.ts';

/** A longer silence is a pause and no slip. */
const longestSlipDays = 13;

/** Issues whose periods overlap, and those before which a week or less is missing. Issues with a name (`2024-04-15-special`) stand apart. */
export function calendarProblems(issues: readonly ParsedIssue[]): Problem[] {
  const dated = issues
    .filter(({ id, date }) => id === date)
    .flatMap(issue => {
      const [first] = issue.versions;
      return first ? [{ first, period: first.fields.period }] : [];
    });
  return dated.flatMap(({ first, period }, index) => {
    const before = dated[index - 1]?.period;
    const slip = before && slipOf(before, period);
    return slip
      ? problemsOf(first.version.file, [warning(first.placeOf(['period']), slip.rule, slip.message, slip.hint)])
      : [];
  });
}

/** Commentaries whose period ends on another day than that of most pieces of their issue. */
export function periodProblems({ versions }: ParsedIssue): Problem[] {
  const originals = [...Map.groupBy(versions, ({ slug }) => slug).values()].flatMap(([first]) => first ?? []);
  const ends = Map.groupBy(originals, ({ fields }) => fields.period.end);
  const [[usual, most] = ['', []]] = [...ends].sort(([, a], [, b]) => b.length - a.length);
  return originals
    .filter(({ fields }) => fields.period.end !== usual)
    .flatMap(({ version, fields, placeOf }) => {
      const message = `This period ends on ${fields.period.end}, that of \`${most[0]?.slug}\` on ${usual}.`;
      const hint = `Write \`period: ${writePeriod({ start: fields.period.start, end: usual })}\`, here or there.`;
      return problemsOf(version.file, [warning(placeOf(['period']), 'issue-period', message, hint)]);
    });
}

function slipOf(before: Period, period: Period): { rule: string; message: string; hint: string } | undefined {
  const missing = daysBetween(before.end, period.start) - 1;
  if (missing < 0) {
    return {
      rule: 'period-overlap',
      message: `It begins before the issue of ${before.start} ends (${before.end}).`,
      hint: `An issue after that one begins on ${addDays(before.end, 1)}.`,
    };
  }
  if (missing === 0 || missing > longestSlipDays) return undefined;
  return {
    rule: 'period-gap',
    message: `Between ${before.end} and ${period.start} ${missing === 1 ? 'a day is' : `${missing} days are`} in no issue.`,
    hint: `An issue after that one begins on ${addDays(before.end, 1)}; leave it where the pause is meant.`,
  };
}
