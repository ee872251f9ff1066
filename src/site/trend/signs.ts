import type { Trend } from '#content/trend.ts';
import { trendPaths } from '#render/trend-mark.ts';

/** A trend, or that a week's piece did not assess its topic. */
export type Sign = Trend | 'none';

/** In the order of a legend. */
export const signs = ['improved', 'unchanged', 'worsened', 'mixed', 'none'] as const satisfies readonly Sign[];

/** The marks as paths in a square of 16. The one for "not assessed" is hollow. */
export const signPaths = {
  ...trendPaths,
  none: 'M8 1.6a6.4 6.4 0 1 0 0 12.8A6.4 6.4 0 0 0 8 1.6zm0 1.9a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9z',
} as const satisfies Record<Sign, string>;
