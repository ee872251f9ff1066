import type { Trend } from '#content/trend.ts';

/**
 * The sign beside a trend's words. Shapes differ, so that nobody needs the colours; these characters have no emoji form.
 * Hide it from screen readers (`aria-hidden`): the words beside it say the same.
 */
export const trendMarks = {
  improved: '▲',
  unchanged: '■',
  worsened: '▼',
  mixed: '◆',
} as const satisfies Record<Trend, string>;

/** The same shapes as paths in a square of 16, for media that draw. */
export const trendPaths = {
  improved: 'M8 1.5 15.2 14.5H.8z',
  unchanged: 'M2 2h12v12H2z',
  worsened: 'M8 14.5.8 1.5h14.4z',
  mixed: 'M8 .4 15.6 8 8 15.6.4 8z',
} as const satisfies Record<Trend, string>;
