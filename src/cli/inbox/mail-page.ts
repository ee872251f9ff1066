import { html } from 'hono/html';
import type { Email } from 'postal-mime';
import type { Language } from '#i18n/languages.ts';
import { translator } from '#i18n/translator.ts';
import type { Markup } from '../page-shell.ts';
import { moment, page, size } from './page.ts';
import { parseMail, type ReceivedMail } from './received-mail.ts';

/** The ways to look at one mail. */
export const views = ['html', 'text', 'headers', 'source'] as const;
export type View = (typeof views)[number];

/** How the HTML view is drawn. */
export interface Look {
  /** 390 px wide instead of the whole page. */
  readonly isPhone: boolean;
  readonly hasPictures: boolean;
}

interface Neighbours {
  readonly newer: ReceivedMail | undefined;
  readonly older: ReceivedMail | undefined;
}

/** The page of one mail in one view. */
export async function mailPage(
  mail: ReceivedMail,
  { newer, older }: Neighbours,
  view: View,
  look: Look,
  language: Language,
): Promise<Markup> {
  const t = translator(language);
  const email = await parseMail(mail.source);
  const path = (target: View) => `${mail.id}/${target === 'html' ? '' : `${target}/`}`;
  const facts = [
    [t('inbox.from'), mail.from],
    [t('inbox.to'), mail.envelope.to.join(', ')],
    [t('inbox.column.list'), mail.list],
    [t('inbox.envelope'), mail.envelope.from],
    [t('inbox.size'), sizes(mail, email, language)],
  ].filter(([, value]) => value !== '');
  return page({
    language,
    title: `${mail.subject || t('inbox.noSubject')} · ${t('inbox.title')}`,
    path: path(view),
    main: html`
<nav aria-label="${t('inbox.back')}"><ul><li><a href="/${language}/">${t('inbox.back')}</a></li>
${newer ? html`<li><a href="/${language}/${newer.id}/">${t('inbox.previous')}</a></li>` : ''}
${older ? html`<li><a href="/${language}/${older.id}/">${t('inbox.next')}</a></li>` : ''}</ul></nav>
<h1>${mail.subject || t('inbox.noSubject')}</h1>
<dl>
${facts.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}
<dt>${t('inbox.received')}</dt><dd>${moment(mail.receivedAt, language)}</dd>
</dl>
<div class="bar">
<nav aria-label="${t('inbox.view.label')}"><ul>
${views.map(
  other =>
    html`<li><a href="/${language}/${path(other)}"${other === view ? html` aria-current="page"` : ''}>${t(
      `inbox.view.${other}`,
    )}</a></li>`,
)}
</ul></nav>
${view === 'html' && email?.html ? lookSwitch(look, language) : ''}
</div>
${email ? await drawn(view, mail, email, look, language) : source(mail)}`,
  });
}

function lookSwitch({ isPhone, hasPictures }: Look, language: Language): Markup {
  const t = translator(language);
  const query = (phone: boolean, pictures: boolean) =>
    `?${new URLSearchParams({ width: phone ? 'phone' : 'full', pictures: pictures ? 'on' : 'off' })}`;
  return html`<nav aria-label="${t('inbox.width.label')}"><ul>
<li>${t('inbox.width.label')}: <a href="${query(false, hasPictures)}"${isPhone ? '' : html` aria-current="true"`}>${t('inbox.width.full')}</a></li>
<li><a href="${query(true, hasPictures)}"${isPhone ? html` aria-current="true"` : ''}>${t('inbox.width.phone')}</a></li>
<li><a href="${query(isPhone, !hasPictures)}">${hasPictures ? t('inbox.withoutPictures') : t('inbox.withPictures')}</a></li>
</ul></nav>`;
}

function drawn(view: View, mail: ReceivedMail, email: Email, look: Look, language: Language): Markup {
  const t = translator(language);
  if (view === 'source') return source(mail);
  if (view === 'headers') return headers(email, language);
  if (view === 'text') return email.text ? html`<pre>${email.text}</pre>` : html`<p>${t('inbox.noText')}</p>`;
  if (!email.html) return html`<p>${t('inbox.noHtml')}</p>${email.text ? html`<pre>${email.text}</pre>` : ''}`;
  // Without allow-scripts and allow-same-origin the mail is a stranger to this page; links open outside the frame.
  return html`<iframe${look.isPhone ? html` class="phone"` : ''} sandbox="allow-popups allow-popups-to-escape-sandbox" src="/mail/${
    mail.id
  }/html${look.hasPictures ? '' : '?pictures=off'}" title="${t('inbox.frame', { subject: mail.subject })}"></iframe>`;
}

function headers(email: Email, language: Language): Markup {
  const t = translator(language);
  return html`<table class="headers"><thead><tr><th scope="col">${t('inbox.header.name')}</th><th scope="col">${t(
    'inbox.header.value',
  )}</th></tr></thead><tbody>
${email.headers.map(({ originalKey, value }) => html`<tr><th scope="row">${originalKey}</th><td>${value}</td></tr>\n`)}
</tbody></table>`;
}

function source(mail: ReceivedMail): Markup {
  return html`<pre>${Buffer.from(mail.source).toString('utf8')}</pre>`;
}

function sizes(mail: ReceivedMail, email: Email | undefined, language: Language): string {
  const bytes = (text: string | undefined) => size(Buffer.byteLength(text ?? ''), language);
  return translator(language)('inbox.sizeHtml', {
    html: bytes(email?.html),
    text: bytes(email?.text),
    whole: size(mail.source.byteLength, language),
  });
}
