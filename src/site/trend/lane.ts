import { weekWidth } from './geometry.ts';
import type { Sign } from './signs.ts';

/** A mark's square by its upper left corner and its side, and the part of the lane that leads where it leads. */
export interface Spot {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly hit: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

export interface LaidLane {
  readonly height: number;
  /** For each week, a spot for each of its signs. */
  readonly spots: ReadonlyMap<number, readonly Spot[]>;
}

const markSize = 12;
/** What is pointed at is at least this high, and as wide unless the next week has a mark too (WCAG 2.2, 2.5.8). */
const hitSize = 24;
/** Height of a lane in which every week has one mark at most. */
const laneHeight = 48;
const [better, middle, worse] = [-1, 0, 1] as const;

const steps = {
  improved: better,
  unchanged: middle,
  mixed: middle,
  none: middle,
  worsened: worse,
} as const satisfies Record<Sign, number>;

/**
 * Where the signs of a lane stand, by its weeks: better above the middle, worse below it. Where a week has several, each has
 * a place of its own above or below the others, and the lane is as high as that takes.
 */
export function layLane(weeks: ReadonlyMap<number, readonly Sign[]>, width: number): LaidLane {
  const most = (step: number) =>
    Math.max(0, ...[...weeks.values()].map(signs => signs.filter(sign => steps[sign] === step).length));
  const isSingle = [...weeks.values()].every(signs => signs.length < 2);
  const outer = isSingle ? 0 : Math.max(most(better), most(worse));
  const inner = isSingle ? 0 : Math.max(most(middle), outer > 0 ? 1 : 0);
  const height = Math.max(laneHeight, (2 * outer + inner) * hitSize);
  const centre = (step: number, at: number, sharing: number) => {
    if (isSingle) return height / 2 + step * 15.5;
    const band = height / 2 + (step * (inner + outer) * hitSize) / 2;
    return band + (at - (sharing - 1) / 2) * hitSize;
  };
  const reach = reachOf([...weeks.keys()], width);
  const spots = [...weeks].map(([week, signs]): [number, Spot[]] => [
    week,
    signs.map((sign, index) => {
      const step = steps[sign];
      const alike = signs.filter(each => steps[each] === step).length;
      const at = signs.slice(0, index).filter(each => steps[each] === step).length;
      const [x, y] = [middleOf(week), centre(step, at, alike)];
      const top = Math.min(Math.max(0, y - hitSize / 2), height - hitSize);
      return {
        ...{ x: x - markSize / 2, y: y - markSize / 2, size: markSize },
        hit: { ...reach(week), y: top, height: hitSize },
      };
    }),
  ]);
  return { height, spots: new Map(spots) };
}

function middleOf(week: number): number {
  return (week + 0.5) * weekWidth;
}

/** How far to the left and right a week's marks may be pointed at: to half the way to the next week that has one. */
function reachOf(weeks: readonly number[], width: number) {
  const sorted = weeks.toSorted((a, b) => a - b);
  return (week: number) => {
    const at = sorted.indexOf(week);
    const [before, after] = [sorted[at - 1], sorted[at + 1]];
    const left = before === undefined ? 0 : (middleOf(before) + middleOf(week)) / 2;
    const right = after === undefined ? width : (middleOf(after) + middleOf(week)) / 2;
    const wide = Math.min(hitSize, right - left);
    return { x: Math.min(Math.max(left, middleOf(week) - wide / 2), right - wide), width: wide };
  };
}
