import type { Trend } from '#content/trend.ts';

/**
 * Inline styles of a mail's body. Few and short: each stands as often as its element, and Gmail clips above 100 kB. Paragraphs
 * have none, since every program sets them apart by itself (5 kB of a long mail). What the styles say in light colours, the `<style>` of templates/issue.mjml says again in dark ones, by the classes named here.
 */
export const dress = {
  list: 'margin:0 0 16px;padding:0 0 0 24px',
  item: 'margin:0 0 6px',
  link: 'color:#21407f',
  quote: 'margin:0 0 16px;padding:0 0 0 16px;border-left:3px solid #d8cfbf',
  pullQuote: 'margin:28px 0;padding:0 0 0 16px;border-left:3px solid #21407f;font-size:21px;line-height:1.5',
  box: 'width:100%;margin:0 0 20px',
  boxCell: 'padding:2px 20px;background-color:#f4eee2',
  table: 'width:100%;margin:0 0 20px;border-collapse:collapse',
  cell: 'padding:6px 10px 6px 0;border-bottom:1px solid #d8cfbf;text-align:left;vertical-align:top',
  rule: 'margin:28px 0;border:0;border-top:1px solid #d8cfbf',
  code: 'margin:0 0 16px;white-space:pre-wrap;word-break:break-word',
  figure: 'margin:24px 0',
  soft: 'margin:0 0 16px;font-size:16px;color:#5c5548',
  kicker: 'margin:32px 0 4px;font-size:16px;color:#5c5548',
  story: 'margin:0 0 12px;font-size:22px;line-height:1.3',
  readMore: 'margin:20px 0;padding:12px 0;border-top:1px solid #d8cfbf;border-bottom:1px solid #d8cfbf',
  button: 'display:inline-block;padding:10px 20px;border:2px solid #21407f;color:#21407f;font-weight:bold',
  notes: 'margin:0;padding:0 0 0 24px;font-size:16px',
} as const;

/** Widest picture in pixels: the column of 600 less its margins. */
export const columnWidth = 552;

/** Headings by level; a mail's own title is level 1, a headline level 2. */
export function headingStyle(level: number): string {
  return level <= 3
    ? 'margin:32px 0 12px;font-size:22px;line-height:1.3'
    : 'margin:24px 0 8px;font-size:19px;line-height:1.4';
}

/** Classes that the template colours; each at least 4.5:1 on its ground in light and dark. */
export const trendClasses = {
  improved: 'up',
  unchanged: 'soft',
  worsened: 'down',
  mixed: 'mixed',
} as const satisfies Record<Trend, string>;

export const trendStyles = {
  improved: 'color:#2b6437',
  unchanged: 'color:#5c5548',
  worsened: 'color:#9a2a1a',
  mixed: 'color:#755200',
} as const satisfies Record<Trend, string>;

/** Full width on a phone and no wider than it was made for; what stands in its place is set like other words. */
export function pictureStyle(width: number): string {
  return `display:block;width:100%;max-width:${width}px;height:auto;border:0;font-size:16px;line-height:1.5`;
}
