import { addDays, daysBetween } from '#content/days.ts';
import type { Sign } from './signs.ts';

// The drawing of one lane, in its own units; one unit is a CSS pixel on a screen that is wide enough.

/** Width of a week. */
export const weekWidth = 16;
/** Height of a lane: three steps, better above worse. */
export const laneHeight = 48;
/** Side of a mark that has its place to itself. */
const markSize = 12;
/** Height of one step's band, which several marks may share. */
const bandHeight = 15;

/** From which day to which a board shows, both included. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

/** Upper left corner and side of a mark's square. */
export interface Spot {
  readonly x: number;
  readonly y: number;
  readonly size: number;
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

const steps = {
  improved: 8.5,
  unchanged: 24,
  mixed: 24,
  none: 24,
  worsened: 39.5,
} as const satisfies Record<Sign, number>;

/** Where the signs of one week and lane stand: each at its step, above each other and smaller where they share one. */
export function placeSigns(week: number, found: readonly Sign[]): Spot[] {
  const placed = new Map<number, number>();
  return found.map(sign => {
    const step = steps[sign];
    const sharing = found.filter(each => steps[each] === step).length;
    const at = placed.get(step) ?? 0;
    placed.set(step, at + 1);
    const columns = sharing > 2 ? 2 : 1;
    const rows = Math.ceil(sharing / columns);
    const cell = { width: weekWidth / columns, height: bandHeight / rows };
    const size = Math.min(markSize, cell.width - 1, sharing === 1 ? markSize : cell.height + 1);
    const center = {
      x: week * weekWidth + cell.width * ((at % columns) + 0.5),
      y: step + cell.height * (Math.floor(at / columns) + 0.5 - rows / 2),
    };
    return { x: round(center.x - size / 2), y: round(center.y - size / 2), size: round(size) };
  });
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
