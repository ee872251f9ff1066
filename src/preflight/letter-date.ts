import { daysBetween } from '#content/days.ts';
import type { Issue } from '#content/model.ts';
import { formatDay } from '#i18n/dates.ts';
import { type Finding, findingAt } from './finding.ts';

/** A letter that waited for longer than this was probably written for another day. */
const mostDays = 7;

/** Where the day that a letter says of itself is far from the one on which it goes out. */
export function letterDate({ id, period: { start } }: Issue, due: Date): Finding[] {
  const day = due.toISOString().slice(0, 10);
  if (Math.abs(daysBetween(start, day)) <= mostDays) return [];
  const file = `content/${id}`;
  return [
    findingAt(file, {
      ...{ rule: 'letter-date', severity: 'warning' },
      message: `The mail says ${formatDay(start, 'en')} of itself and goes out on ${formatDay(day, 'en')}.`,
      hint: `Unless that is meant, rename its files: \`${file.replace(start, day)}.….mdx\`.`,
    }),
  ];
}
