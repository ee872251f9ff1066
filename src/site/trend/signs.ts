import type { Trend } from '#content/model.ts';

/** A trend, or that a week's piece did not assess its topic. */
export type Sign = Trend | 'none';

/** In the order of a legend. */
export const signs = ['improved', 'unchanged', 'worsened', 'mixed', 'none'] as const satisfies readonly Sign[];

/**
 * The marks as paths in a square of 16, the same shapes that mails show as characters (src/render/trend-mark.ts). They differ in
 * shape, so that nobody needs the colours; the one for "not assessed" is hollow.
 */
export const signPaths = {
  improved: 'M8 1.5 15.2 14.5H.8z',
  unchanged: 'M2 2h12v12H2z',
  worsened: 'M8 14.5.8 1.5h14.4z',
  mixed: 'M8 .4 15.6 8 8 15.6.4 8z',
  none: 'M8 1.6a6.4 6.4 0 1 0 0 12.8A6.4 6.4 0 0 0 8 1.6zm0 1.9a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9z',
} as const satisfies Record<Sign, string>;
