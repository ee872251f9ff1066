import { addDays, daysBetween } from '#content/days.ts';

// The line of time under every lane, in units of the drawing; one unit is a CSS pixel for a mouse, one and a half for a finger.

/** Width of a week. */
export const weekWidth = 16;
/** From which day to which a board shows, both included. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

/** The weeks of a span. */
export function weeksOf({ from, to }: Span): number {
  return Math.floor(daysBetween(from, to) / 7) + 1;
}

/** The week of a span in which a day lies, from 0. */
export function weekOf(day: string, { from }: Span): number {
  return Math.floor(daysBetween(from, day) / 7);
}

/** The year that ends with the week of this day. */
export function lastYear(day: string): Span {
  return { from: addDays(day, -52 * 7), to: addDays(day, 6) };
}

export function wholeYear(year: string): Span {
  return { from: `${year}-01-01`, to: `${year}-12-31` };
}

/** A span without the months after the last of these days: an empty end is all that a phone would show of it at first. */
export function endingWith(span: Span, days: readonly string[]): Span {
  const last = days.toSorted().at(-1);
  if (last === undefined) return span;
  const monthEnd = addDays(`${addDays(`${last.slice(0, 7)}-01`, 31).slice(0, 7)}-01`, -1);
  return monthEnd < span.to ? { ...span, to: monthEnd } : span;
}

/** The first day of each month of a span, and how far from its left end. */
export function monthTicks(span: Span): { readonly day: string; readonly x: number }[] {
  const ticks: { day: string; x: number }[] = [];
  for (let day = `${span.from.slice(0, 7)}-01`; day <= span.to; day = `${addDays(day, 31).slice(0, 7)}-01`)
    if (day >= span.from) ticks.push({ day, x: round((daysBetween(span.from, day) / 7) * weekWidth) });
  return ticks;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
