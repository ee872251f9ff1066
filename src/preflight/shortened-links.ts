import type { Root } from 'mdast';
import { visit } from 'unist-util-visit';
import type { Version } from '#content/model.ts';
import type { Finding } from './finding.ts';

/** Hosts that hide where a link leads and count who follows it. */
const shorteners = new Set([
  ...['bit.ly', 't.co', 'goo.gl', 'tinyurl.com', 'is.gd', 'ow.ly', 'buff.ly', 'clck.ru', 'vk.cc', 'cutt.ly', 'rb.gy'],
]);

/** Links through a shortening service: mail filters distrust them, and the service learns who reads. */
export function shortenedLinks({ file, body }: Pick<Version, 'file' | 'body'>): Finding[] {
  const findings: Finding[] = [];
  visit(body satisfies Root, node => {
    if (node.type !== 'link' && node.type !== 'definition') return;
    const host = URL.canParse(node.url) ? new URL(node.url).hostname.replace(/^www\./u, '') : '';
    if (!shorteners.has(host)) return;
    const { line, column } = node.position?.start ?? { line: 1, column: 1 };
    findings.push({
      ...{ file, line, column, rule: 'shortened-link', severity: 'warning' },
      message: `${host} hides where this link leads and counts who follows it.`,
      hint: 'Write the address that it leads to.',
    });
  });
  return findings;
}
