import type { Translate } from '#i18n/translator.ts';
import { readMailingId } from '#store/mailing-id.ts';

/** `How the mailing of 2024-04-15 went`. */
export function mailingTitle(mailing: string, t: Translate): string {
  const { kind, issue, number = 0 } = readMailingId(mailing);
  if (kind === 'issue') return t('report.title', { mailing });
  return t(`occasions.report.${kind}`, { issue: issue.replace(/^letters\//u, ''), number });
}

/** "The mailing of 2024-04-15", to stand at the beginning of a sentence. */
export function mailingName(mailing: string, t: Translate): string {
  const { kind, issue, number = 0 } = readMailingId(mailing);
  if (kind === 'issue') return t('notices.name.issue', { issue });
  if (kind === 'letter') return t('notices.name.letter', { issue: issue.replace(/^letters\//u, '') });
  return t(`notices.name.${kind}`, { issue, number });
}
