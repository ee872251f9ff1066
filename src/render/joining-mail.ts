import type { List, Newsletter } from '#content/publication.ts';
import type { Language } from '#i18n/languages.ts';
import { translator } from '#i18n/translator.ts';
import { discreetSender } from './discreet-words.ts';
import { headerWords } from './escape.ts';
import type { MailForm } from './mail-form.ts';
import { drawPair, drawText } from './mail-pair.ts';

export interface JoiningOrder {
  readonly newsletter: Newsletter;
  readonly list: List;
  readonly form: MailForm;
  /** Public address of the doors, without a slash at the end. */
  readonly doorsUrl: string;
  /** Folders whose templates go before ours, file by file. */
  readonly templateRoots?: readonly string[];
}

/** A mail that somebody's own step asks for, as a frozen variant is: its links are the placeholders of slots.ts. */
export interface JoiningMail {
  readonly from: { readonly name: string; readonly address: string };
  readonly replyTo?: string;
  readonly subject: string;
  readonly text: string;
  /** Absent in the form `plain`. */
  readonly html?: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly pictures: readonly {
    readonly cid: string;
    readonly name: string;
    readonly mediaType: string;
    readonly base64: string;
  }[];
}

/** What somebody is asked or told before they read. */
export type AskingKind = 'confirm' | 'known' | 'data';

/** Sender and subject, neutral where somebody wants it so. */
export function dress(kind: AskingKind | 'welcome', { newsletter, list, form }: JoiningOrder) {
  const language = list.interface;
  const t = translator(language);
  const { sender } = newsletter;
  const address = kind === 'welcome' ? sender.address : sender.confirmations;
  if (form === 'discreet') {
    const name = headerWords(discreetSender(newsletter, language), 'discreet.sender in newsletter.yaml');
    return { name, from: { name, address }, subject: t('joining.mail.discreet.subject') };
  }
  const name = newsletter.name[language];
  const subject = headerWords(
    kind === 'data' ? t('joining.mail.data.subject') : t(`joining.mail.${kind}.subject`, { name }),
    'the subject',
  );
  return { name, from: { name: headerWords(sender.name[language], 'the sender’s name'), address }, subject };
}

/** Where answers go, when the newsletter names a place of its own for them. */
export function replyTo({ sender }: Newsletter): { readonly replyTo?: string } {
  return sender.replyTo === undefined ? {} : { replyTo: sender.replyTo };
}

/** What stands under each of these mails. */
export function footer({ newsletter, list }: JoiningOrder) {
  const language = list.interface;
  return {
    safety: newsletter.safetyNotice?.[language] ?? null,
    postal: newsletter.sender.postalAddress[language],
  };
}

/** Both forms of a template, or its text alone in the form `plain`. Throws VesnikError `template-missing`, `template-broken`. */
export async function draw(
  name: 'confirm' | 'welcome',
  view: object,
  {
    form,
    language,
    templateRoots,
  }: { readonly form: MailForm; readonly language: Language; readonly templateRoots: readonly string[] },
): Promise<{ readonly text: string; readonly html?: string }> {
  const order = { language, templateRoots };
  return form === 'plain' ? { text: await drawText(name, view, order) } : drawPair(name, view, order);
}
