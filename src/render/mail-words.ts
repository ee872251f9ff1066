import type { Library } from '#content/model.ts';
import type { Selection } from '#content/selection.ts';
import { translator } from '#i18n/translator.ts';
import { discreetSender, discreetSubject } from './discreet-words.ts';
import { headerWords } from './escape.ts';
import type { MailForm } from './mail-form.ts';
import { type Occasion, occasionWords } from './occasion.ts';

/** What an inbox shows of a mail before it is opened. */
export interface Envelope {
  readonly from: { readonly name: string; readonly address: string };
  readonly subject: string;
  /** Absent in the form `discreet`, where nothing may tell what this is. */
  readonly preheader?: string;
}

interface Wanted {
  readonly library: Library;
  readonly selection: Selection;
  readonly occasion: Occasion;
  readonly form: MailForm;
  readonly isTest: boolean;
}

/** Sender, subject and preheader in the reader's language. Throws `header-control` where they would break a header. */
export function envelopeWords({ library, selection, occasion, form, isTest }: Wanted): Envelope {
  const { newsletter } = library;
  const language = selection.list.interface;
  const words = translator(language);
  const said = occasionWords(occasion, selection, library);
  const place = selection.issue.words[language]?.file ?? 'newsletter.yaml';
  const isDiscreet = form === 'discreet';
  const subject = isDiscreet ? discreetSubject(newsletter, language, said.date, said.discreetSubject) : said.subject;
  const name = isDiscreet ? discreetSender(newsletter, language) : newsletter.sender.name[language];
  const preheader = said.preheader ?? ownSummary(selection) ?? topicLine(selection, library);
  return {
    from: {
      name: headerWords(name, 'sender.name in newsletter.yaml'),
      address: headerWords(newsletter.sender.address, 'sender.address in newsletter.yaml'),
    },
    subject: headerWords(isTest ? words('mail.test.subject', { subject }) : subject, `the subject in ${place}`),
    ...(!isDiscreet && preheader !== '' && { preheader }),
  };
}

/** The lead paragraph of a piece that is alone in its issue and in the reader's language. */
function ownSummary({ pieces }: Selection): string | undefined {
  const [only, ...more] = pieces;
  return more.length > 0 || only?.isBorrowed ? undefined : only?.version.summary;
}

/** The week's topics with their trends, all in the reader's language. */
function topicLine({ pieces, list }: Selection, { topics }: Library): string {
  const words = translator(list.interface);
  return pieces
    .map(({ commentary: { topic, trend } }) => {
      const name = topics.get(topic)?.name[list.interface] ?? topic;
      return trend === undefined ? name : `${name}: ${words(`trend.noun.${trend}`)}`;
    })
    .join(' · ');
}
