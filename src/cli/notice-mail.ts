import type { List, Newsletter } from '#content/publication.ts';
import type { FrozenVariant } from '#delivery/frozen-variant.ts';
import type { Language } from '#i18n/languages.ts';
import { type Translate, translator } from '#i18n/translator.ts';
import { listName } from '#server/door-list.ts';
import { type DeliveryCounts, deliveryStates } from '#store/delivery-state.ts';
import type { NoticeFacts } from '#store/notice.ts';
import { mailingTitle } from './status-page.ts';

/** A notice to the people of the newsletter, in its first language, as plain text: nothing personal, no address of a reader. */
export function noticeMail(facts: NoticeFacts, newsletter: Newsletter): FrozenVariant {
  const language = newsletter.languages[0] ?? 'en';
  const { subject, blocks } = words(facts, { t: translator(language), language, lists: newsletter.lists });
  const { sender } = newsletter;
  return {
    from: { name: sender.name[language], address: sender.confirmations },
    ...(sender.replyTo !== undefined && { replyTo: sender.replyTo }),
    subject,
    text: `${blocks.map(lines => lines.join('\n')).join('\n\n')}\n`,
    headers: [
      ['Auto-Submitted', 'auto-generated'],
      ['Content-Language', language],
    ],
    pictures: [],
  };
}

interface Reader {
  readonly t: Translate;
  readonly language: Language;
  readonly lists: readonly List[];
}

interface Words {
  readonly subject: string;
  readonly blocks: readonly (readonly string[])[];
}

function words(facts: NoticeFacts, reader: Reader): Words {
  const { t } = reader;
  const mailing = 'issue' in facts ? facts.issue : '';
  const over = [[t('notices.over')]];
  switch (facts.about) {
    case 'first':
    case 'last':
      return howItWent(facts, reader);
    case 'pages': {
      const more = facts.more === 0 ? [] : [t('notices.pages.more', { count: facts.more })];
      const pages = [...facts.missing, ...more];
      const blocks = [[t('notices.pages.text', { mailing })], pages, [t('notices.pages.do', { mailing })]];
      return { subject: t('notices.pages.subject', { mailing }), blocks };
    }
    case 'relay': {
      const blocks = [[t('notices.relay.text')], [t('notices.relay.words'), facts.words], [t('notices.relay.do')]];
      return { subject: t('notices.relay.subject', { mailing }), blocks };
    }
    case 'worker':
      return {
        subject: t('notices.worker.subject', { mailing }),
        blocks: [[t('notices.worker.text')], [t('notices.worker.do')]],
      };
    case 'joining':
      return {
        subject: t('notices.joining.subject'),
        blocks: [[t('notices.joining.text', { waiting: facts.waiting })], [t('notices.joining.do')]],
      };
    case 'joining-over':
      return { subject: t('notices.joining.over'), blocks: [[t('notices.joining.done')]] };
    case 'pages-over':
      return { subject: t('notices.pages.over', { mailing }), blocks: over };
    case 'relay-over':
      return { subject: t('notices.relay.over', { mailing }), blocks: over };
    case 'worker-over':
      return { subject: t('notices.worker.over', { mailing }), blocks: over };
    case 'refusals': {
      const { tried, refused, unknown, answers } = facts;
      const said = answers.length === 0 ? [] : [[t('notices.refusals.words'), ...answers]];
      const text = t('notices.refusals.text', { tried, refused, unknown });
      return {
        subject: t('notices.refusals.subject', { mailing }),
        blocks: [[text], ...said, [t('notices.refusals.do', { mailing })]],
      };
    }
  }
}

type Went = Extract<NoticeFacts, { readonly about: 'first' | 'last' }>;

function howItWent({ about, issue, counts, byList }: Went, { t, language, lists }: Reader): Words {
  const nameOf = (id: string): string => {
    const list = lists.find(each => each.id === id);
    return list === undefined ? id : listName(list, language);
  };
  const line = (of: DeliveryCounts): string =>
    deliveryStates
      .filter(state => state === 'sent' || of[state] > 0)
      .map(state =>
        t('notices.some', { state: t(`report.delivery.${state}`), number: of[state].toLocaleString(language) }),
      )
      .join(', ');
  const rows = Object.entries(byList).map(([list, of]) => `${nameOf(list)} — ${line(of)}`);
  const advice = [
    ...(counts.failed > 0 ? [[t('notices.next.failed')]] : []),
    ...(counts.uncertain > 0 ? [[t('notices.next.uncertain', { mailing: issue })]] : []),
  ];
  return {
    subject: mailingTitle(issue, t),
    blocks: [
      [t(`notices.${about}`)],
      [`${t('report.all')} — ${line(counts)}`],
      [`${t('report.byList')}:`, ...rows],
      ...advice,
      [t('report.note')],
    ],
  };
}
