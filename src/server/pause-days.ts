import type { DoorCalendar } from './door-visit.ts';

const dayMs = 24 * 60 * 60 * 1000;
const longestDays = 366;

/** Between which days, both included, a pause may end: tomorrow and in a year. */
export function pauseDays(calendar: DoorCalendar, now: Date): { readonly earliest: string; readonly latest: string } {
  // Noon of a day is in it wherever clocks are changed.
  const noon = Date.parse(`${calendar.dayOf(now)}T12:00:00Z`);
  const dayAfter = (days: number): string => new Date(noon + days * dayMs).toISOString().slice(0, 10);
  return { earliest: dayAfter(1), latest: dayAfter(longestDays) };
}
