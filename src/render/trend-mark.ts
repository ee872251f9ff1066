import type { Trend } from '#content/model.ts';

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
