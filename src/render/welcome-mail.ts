import { translator } from '#i18n/translator.ts';
import { slots } from '#slots.ts';
import { homeAddress } from './addresses.ts';
import { draw, dress, footer, type JoiningMail, type JoiningOrder, replyTo } from './joining-mail.ts';
import { listNote } from './list-note.ts';
import { guardSource } from './slot-guard.ts';

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

const article = /<div\b[^>]*\brole="article"[^>]*>/;

/** The welcome's sections before those of the issue, in its document: both are MJML, whose body is one `article`. */
function joined(welcome: string, issue: string): string {
  const inner = welcome.split(article)[1]?.replace(/<\/div>\s*<\/body>[\s\S]*$/, '');
  return issue.replace(article, opening => `${opening}${inner ?? ''}`);
}
