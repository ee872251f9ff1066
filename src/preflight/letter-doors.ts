import type { Issue } from '#content/model.ts';
import { type Finding, findingAt } from './finding.ts';

/** Where a letter says that the site does not open, and its links for leaving and for preferences lead to the very same host. */
export function doorsAtSite({ id }: Pick<Issue, 'id'>, doorsUrl: string, siteUrl: string): Finding[] {
  const { host } = new URL(doorsUrl);
  if (host !== new URL(siteUrl).host) return [];
  return [
    findingAt(`content/${id}`, {
      ...{ rule: 'letter-doors', severity: 'warning' },
      message: `The links for unsubscribing and preferences lead to ${host}, which the letter says does not open.`,
      hint: 'Serve the doors at an address that opens, and set VESNIK_URL to it. Leaving by mail works all the same.',
    }),
  ];
}
