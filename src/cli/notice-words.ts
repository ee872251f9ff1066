import type { List } from '#content/publication.ts';
import { formatInstant } from '#i18n/dates.ts';
import type { Language } from '#i18n/languages.ts';
import { formatNumber } from '#i18n/numbers.ts';
import type { Translate } from '#i18n/translator.ts';
import type { NoticePart } from '#render/notice-mail.ts';
import { listName } from '#server/door-list.ts';
import { type DeliveryCounts, deliveryStates } from '#store/delivery-state.ts';
import { readMailingId } from '#store/mailing-id.ts';
import type { NoticeFacts } from '#store/notice.ts';
import { mailingTitle } from './mailing-title.ts';

/** Whom a notice speaks to. */
export interface NoticeReader {
  readonly t: Translate;
  readonly language: Language;
  readonly lists: readonly List[];
  readonly timezone: string;
}

interface NoticeWords {
  readonly subject: string;
  /** Absent: the subject. */
  readonly title?: string;
  readonly parts: readonly NoticePart[];
}

/** What a notice says, for somebody who is no programmer: what happened, what to do about it, and what to type where it takes that. */
export function noticeWords(facts: NoticeFacts, reader: NoticeReader): NoticeWords {
  const { t } = reader;
  const name = mailingName(facts.issue, t);
  const over: NoticePart = { title: t('notices.do'), texts: [t('notices.nothing')] };
  switch (facts.about) {
    case 'first':
    case 'last':
      return howItWent(facts, reader);
    case 'pages':
      return missingPages(facts, reader);
    case 'relay':
      return {
        subject: t('notices.relay.subject', { name }),
        parts: [
          { texts: [t('notices.relay.text')] },
          { title: t('notices.do'), texts: [t('notices.relay.do')] },
          { title: t('notices.relay.words'), sayings: [facts.words] },
        ],
      };
    case 'worker':
      return {
        subject: t('notices.worker.subject', { name }),
        parts: [
          { texts: [t('notices.worker.text')] },
          { title: t('notices.do'), steps: [{ text: t('notices.worker.do'), command: 'npx vesnik worker' }] },
        ],
      };
    case 'pages-over':
      return { subject: t('notices.pages.over', { name }), parts: [over] };
    case 'relay-over':
      return { subject: t('notices.relay.over', { name }), parts: [over] };
    case 'worker-over':
      return { subject: t('notices.worker.over', { name }), parts: [over] };
    case 'refusals':
      return stopped(facts, reader);
  }
}

/** "The mailing of 2024-04-15", to stand at the beginning of a sentence. */
function mailingName(mailing: string, t: Translate): string {
  const { kind, issue, number = 0 } = readMailingId(mailing);
  if (kind === 'issue') return t('notices.name.issue', { issue });
  if (kind === 'letter') return t('notices.name.letter', { issue: issue.replace(/^letters\//u, '') });
  return t(`notices.name.${kind}`, { issue, number });
}

type Went = Extract<NoticeFacts, { readonly counts: unknown }>;

function howItWent({ about, issue, counts, byList }: Went, { t, language, lists }: NoticeReader): NoticeWords {
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

function missingPages(
  { issue, missing, more, due }: Extract<NoticeFacts, { readonly missing: unknown }>,
  { t, language, timezone }: NoticeReader,
): NoticeWords {
  const name = mailingName(issue, t);
  const moment = due === undefined ? undefined : formatInstant(new Date(due).toISOString(), timezone, language);
  const begun = moment === undefined ? '' : `${t('notices.pages.due', { moment })} `;
  return {
    subject: t('notices.pages.subject', { name }),
    parts: [
      { texts: [`${begun}${t('notices.pages.text')}`] },
      { title: t('notices.pages.missing'), links: missing },
      { texts: more === 0 ? [] : [t('notices.pages.more', { count: more })] },
      {
        title: t('notices.do'),
        steps: [
          { text: t('notices.pages.publish') },
          { text: t('notices.pages.anyway'), command: `npx vesnik resume ${issue}` },
        ],
      },
    ],
  };
}

function stopped(
  { issue, tried, refused, unknown, answers }: Extract<NoticeFacts, { readonly tried: unknown }>,
  { t, language }: NoticeReader,
): NoticeWords {
  const row = (name: string, count: number) => ({ name, value: formatNumber(count, language) });
  return {
    subject: t('notices.refusals.subject', { name: mailingName(issue, t) }),
    parts: [
      { texts: [t('notices.refusals.text')] },
      {
        rows: [
          row(t('notices.refusals.tried'), tried),
          row(t('notices.refusals.refused'), refused),
          row(t('notices.refusals.unknown'), unknown),
        ],
      },
      ...(answers.length === 0 ? [] : [{ title: t('notices.refusals.words'), sayings: answers }]),
      {
        title: t('notices.do'),
        steps: [
          { text: t('notices.refusals.look'), command: `npx vesnik status ${issue}` },
          { text: t('notices.refusals.resume'), command: `npx vesnik resume ${issue}` },
        ],
      },
    ],
  };
}
