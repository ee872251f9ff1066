import { formatInstant } from '#i18n/dates.ts';
import { formatNumber } from '#i18n/numbers.ts';
import type { NoticePart } from '#render/notice-mail.ts';
import type { NoticeFacts } from '#store/notice.ts';
import { mailingName } from './mailing-title.ts';
import { howItWent, type NoticeReader, type NoticeWords } from './went-words.ts';

/** What a notice says, for somebody who is no programmer: what happened, what to do about it, and what to type where it takes that. */
export function noticeWords(facts: NoticeFacts, reader: NoticeReader): NoticeWords {
  const { t } = reader;
  const name = 'issue' in facts ? mailingName(facts.issue, t) : '';
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
    case 'joining':
      return {
        subject: t('notices.joining.subject'),
        parts: [
          { texts: [t('notices.joining.text', { waiting: formatNumber(facts.waiting, reader.language) })] },
          { title: t('notices.do'), steps: [{ text: t('notices.joining.do'), command: 'npx vesnik doctor' }] },
        ],
      };
    case 'joining-over':
      return {
        subject: t('notices.joining.over'),
        parts: [{ title: t('notices.do'), texts: [t('notices.joining.done')] }],
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
