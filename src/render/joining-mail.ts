import type { List, Newsletter } from '#content/publication.ts';
import type { Language } from '#i18n/languages.ts';
import { translator } from '#i18n/translator.ts';
import { confirmPlaceholder, dataPlaceholder, slots } from '#slots.ts';
import { homeAddress } from './addresses.ts';
import { discreetSender } from './discreet-words.ts';
import { headerWords } from './escape.ts';
import { listNote } from './list-note.ts';
import type { MailForm } from './mail-form.ts';
import { drawPair, drawText } from './mail-pair.ts';
import { guardSource } from './slot-guard.ts';

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

type AskingKind = 'confirm' | 'known' | 'data';

/**
 * `confirm`: is it you who signed up? `known`: you are subscribed already. `data`: the link to what is kept about you. All in the language of the list, from the address for
 * confirmations; nothing in them was typed by whoever filled in the form. In the form `discreet` neither sender nor subject names
 * the newsletter: a stranger must not make it show on somebody's screen. Throws VesnikError `template-missing`, `template-broken`,
 * `slot-in-content`.
 */
export async function askingMail(kind: AskingKind, order: JoiningOrder): Promise<JoiningMail> {
  const { newsletter, list, form, doorsUrl, templateRoots = [] } = order;
  guardSource(newsletter);
  const language = list.interface;
  const t = translator(language);
  const { name, from, subject } = dress(kind, order);
  const links = {
    confirm: `${doorsUrl}/c/${confirmPlaceholder}`,
    known: `${doorsUrl}/p/${slots.preferencesToken.placeholder}`,
    data: `${doorsUrl}/d/${dataPlaceholder}`,
  } as const;
  const view = {
    ...{ language, subject },
    preheader: form === 'discreet' ? null : t(`joining.mail.${kind}.title`),
    name: form === 'discreet' ? null : name,
    title: t(`joining.mail.${kind}.title`),
    text: kind === 'confirm' ? t('joining.mail.confirm.text', { name }) : t(`joining.mail.${kind}.text`),
    what: kind === 'data' ? null : listNote(list, language),
    action: { text: t(`joining.mail.${kind}.action`), href: links[kind] },
    note: t(`joining.mail.${kind}.note`),
    no: t(`joining.mail.${kind}.no`),
    refuse: kind === 'confirm' ? { text: t('joining.refuse.link'), href: `${links.confirm}?no` } : null,
    ...footer(order),
  };
  return {
    ...{ from, subject, pictures: [] },
    ...replyTo(newsletter),
    ...(await draw('confirm', view, { form, language, templateRoots })),
    headers: [
      ['Auto-Submitted', 'auto-generated'],
      ['Content-Language', language],
    ],
  };
}

/**
 * The first mail to somebody who confirmed, with the newest issue as it was frozen for their list and form where there is one: its
 * sender, headers and links are those of that issue.
 */
export async function welcomeMail(order: JoiningOrder, issue?: JoiningMail): Promise<JoiningMail> {
  const { newsletter, list, form, doorsUrl, templateRoots = [] } = order;
  guardSource(newsletter);
  const language = list.interface;
  const t = translator(language);
  const { name, from, subject } = dress('welcome', order);
  const view = {
    ...{ language, subject, isAlone: issue === undefined },
    preheader: null,
    // The issue below begins with it.
    name: form === 'discreet' || issue !== undefined ? null : name,
    title: t('joining.mail.welcome.title'),
    text: t('joining.mail.welcome.text'),
    what: listNote(list, language),
    promise: newsletter.promise[language],
    next: t(issue === undefined ? 'joining.mail.welcome.later' : 'joining.mail.welcome.issue'),
    preferences: { text: t('mail.footer.preferences'), href: `${doorsUrl}/p/${slots.preferencesToken.placeholder}` },
    unsubscribe: { text: t('mail.footer.unsubscribe'), href: `${doorsUrl}/u/${slots.unsubscribeToken.placeholder}` },
    personal: t('mail.footer.personal'),
    share: homeAddress(newsletter.url, language),
    ...footer(order),
  };
  const own = await draw('welcome', view, { form, language, templateRoots });
  if (issue === undefined)
    return {
      ...{ from, subject, pictures: [] },
      ...replyTo(newsletter),
      ...own,
      headers: [['Content-Language', language]],
    };
  const html = issue.html === undefined || own.html === undefined ? undefined : joined(own.html, issue.html);
  const { html: _html, ...rest } = issue;
  return { ...rest, subject, text: `${own.text}\n${issue.text}`, ...(html !== undefined && { html }) };
}

/** Sender and subject, neutral where somebody wants it so. */
function dress(kind: AskingKind | 'welcome', { newsletter, list, form }: JoiningOrder) {
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

function replyTo({ sender }: Newsletter): { readonly replyTo?: string } {
  return sender.replyTo === undefined ? {} : { replyTo: sender.replyTo };
}

function footer({ newsletter, list }: JoiningOrder) {
  const language = list.interface;
  return {
    safety: newsletter.safetyNotice?.[language] ?? null,
    postal: newsletter.sender.postalAddress[language],
  };
}

async function draw(
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

const article = /<div\b[^>]*\brole="article"[^>]*>/;

/** The welcome's sections before those of the issue, in its document: both are MJML, whose body is one `article`. */
function joined(welcome: string, issue: string): string {
  const inner = welcome.split(article)[1]?.replace(/<\/div>\s*<\/body>[\s\S]*$/, '');
  return issue.replace(article, opening => `${opening}${inner ?? ''}`);
}
