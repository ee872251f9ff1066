import type { List } from '#content/publication.ts';
import type { Language } from '#i18n/languages.ts';
import { formatNumber } from '#i18n/numbers.ts';
import type { Translate } from '#i18n/translator.ts';
import type { NoticePart } from '#render/notice-mail.ts';
import { listName } from '#server/door-list.ts';
import { type DeliveryCounts, deliveryStates } from '#store/delivery-state.ts';
import type { NoticeFacts } from '#store/notice.ts';
import { mailingName, mailingTitle } from './mailing-title.ts';

/** Whom a notice speaks to. */
export interface NoticeReader {
  readonly t: Translate;
  readonly language: Language;
  readonly lists: readonly List[];
  readonly timezone: string;
}

/** What it says. */
export interface NoticeWords {
  readonly subject: string;
  /** Absent: the subject. */
  readonly title?: string;
  readonly parts: readonly NoticePart[];
}

type Went = Extract<NoticeFacts, { readonly counts: unknown }>;

/** How a mailing went: in all, by list, and what it means that some did not get it. */
export function howItWent({ about, issue, counts, byList }: Went, { t, language, lists }: NoticeReader): NoticeWords {
  const nameOf = (id: string): string => {
    const list = lists.find(each => each.id === id);
    return list === undefined ? id : listName(list, language);
  };
  const rowsOf = (of: DeliveryCounts) =>
    deliveryStates
      .filter(state => state === 'sent' || of[state] > 0)
      .map(state => ({ name: t(`report.delivery.${state}`), value: formatNumber(of[state], language) }));
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const title = mailingTitle(issue, t);
  const numbers = { sent: formatNumber(counts.sent, language), all: formatNumber(all, language) };
  const status = `npx vesnik status ${issue}`;
  const steps = [
    ...(counts.failed > 0 ? [{ text: t('notices.went.failed'), command: status }] : []),
    ...(counts.uncertain > 0
      ? [{ text: t('notices.went.uncertain'), command: `npx vesnik resume ${issue} --retry-uncertain` }]
      : []),
  ];
  const named = Object.entries(byList);
  return {
    subject: t('notices.went.subject', { name: mailingName(issue, t), ...numbers }),
    title,
    parts: [
      { texts: [t(`notices.went.${about}`)] },
      { title: t('notices.went.total'), rows: rowsOf(counts) },
      // One list has nothing to add to all of it.
      ...(named.length > 1 ? named.map(([list, of]) => ({ title: nameOf(list), rows: rowsOf(of) })) : []),
      ...(steps.length > 0 ? [{ title: t('notices.means'), steps }] : []),
      { texts: [t('report.note')] },
    ],
  };
}
