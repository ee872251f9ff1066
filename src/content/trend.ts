/** How the situation moved in the period, by the newsletter's own measure. Absent: not assessed. */
export const trends = ['improved', 'unchanged', 'worsened', 'mixed'] as const;
export type Trend = (typeof trends)[number];
