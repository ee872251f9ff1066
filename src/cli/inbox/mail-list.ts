import { html } from 'hono/html';
import type { Language } from '#i18n/languages.ts';
import { translator } from '#i18n/translator.ts';
import type { Markup } from '../page-shell.ts';
import type { Mailbox } from './mailbox.ts';
import { moment, page } from './page.ts';
import type { ReceivedMail } from './received-mail.ts';

/** What the reader of the inbox looks for. */
export interface Search {
  /** Part of a recipient's address or of a subject. */
  readonly words: string;
  /** A list, or empty for all. */
  readonly list: string;
  /** Counts from 1. */
  readonly page: number;
}

const perPage = 100;

/** Mails that fit a search, newest first. */
function searchMails(mails: readonly ReceivedMail[], { words, list }: Search): readonly ReceivedMail[] {
  const wanted = fold(words.trim());
  return mails.filter(
    mail =>
      (list === '' || mail.list === list) &&
      (wanted === '' || [...mail.envelope.to, mail.subject].some(text => fold(text).includes(wanted))),
  );
}

/** The page that lists what arrived. */
export function mailListPage(mailbox: Mailbox, search: Search, smtpAddress: string, language: Language): Markup {
  const t = translator(language);
  const all = mailbox.mails();
  const found = searchMails(all, search);
  const lists = [...new Set(all.map(({ list }) => list))].filter(Boolean).sort();
  const isSearching = search.words !== '' || search.list !== '';
  const shown = found.slice((search.page - 1) * perPage, search.page * perPage);
  const query = (target: number) =>
    `?${new URLSearchParams({ q: search.words, list: search.list, page: String(target) })}`;
  return page({
    language,
    title: t('inbox.title'),
    path: isSearching ? query(search.page) : '',
    main: html`
<h1>${t('inbox.count', { count: all.length })}</h1>
<p class="soft">${t('inbox.lead')}${mailbox.dropped() > 0 ? ` ${t('inbox.dropped', { count: mailbox.dropped() })}` : ''}</p>
<form method="get" action="/${language}/" role="search">
<label>${t('inbox.search.label')}<input type="search" name="q" value="${search.words}" autocomplete="off"></label>
<label class="small">${t('inbox.search.list')}<select name="list"><option value="">${t('inbox.search.allLists')}</option>${lists.map(
      list => html`<option${list === search.list ? ' selected' : ''}>${list}</option>`,
    )}</select></label>
<button type="submit">${t('inbox.search.button')}</button>
<a class="button" href="/${language}/">${isSearching ? t('inbox.search.clear') : t('inbox.reload')}</a>
</form>
${isSearching && found.length > 0 ? html`<p role="status">${t('inbox.shown', { count: found.length })}</p>` : ''}
${
  shown.length > 0
    ? mailTable(shown, language)
    : html`<p>${isSearching ? t('inbox.nothingFound') : t('inbox.empty', { address: smtpAddress })}</p>`
}
${
  found.length > perPage
    ? html`<nav class="bar" aria-label="${t('inbox.back')}"><ul>
${search.page > 1 ? html`<li><a href="${query(search.page - 1)}">${t('inbox.newer')}</a></li>` : ''}
${search.page * perPage < found.length ? html`<li><a href="${query(search.page + 1)}">${t('inbox.older')}</a></li>` : ''}
</ul></nav>`
    : ''
}`,
  });
}

function mailTable(mails: readonly ReceivedMail[], language: Language): Markup {
  const t = translator(language);
  return html`<table class="mails">
<thead><tr><th scope="col">${t('inbox.column.recipient')}</th><th scope="col">${t('inbox.column.subject')}</th><th scope="col">${t(
    'inbox.column.list',
  )}</th><th scope="col">${t('inbox.column.received')}</th></tr></thead>
<tbody>
${mails.map(
  mail => html`<tr><td class="to">${mail.envelope.to.join(', ')}</td><td class="subject"><a href="/${language}/${mail.id}/">${
    mail.subject || t('inbox.noSubject')
  }</a></td><td class="list">${mail.list ? html`<span class="chip">${mail.list}</span>` : ''}</td><td class="received">${moment(
    mail.receivedAt,
    language,
  )}</td></tr>
`,
)}
</tbody></table>`;
}

/** So that a search finds letters however they are composed and cased. */
function fold(text: string): string {
  return text.normalize('NFC').toLowerCase();
}
