import { html, raw } from 'hono/html';
import type { List } from '#content/publication.ts';
import { formatInstant } from '#i18n/dates.ts';
import type { Language } from '#i18n/languages.ts';
import { formatNumber } from '#i18n/numbers.ts';
import { type Translate, translator } from '#i18n/translator.ts';
import { listName } from '#server/door-list.ts';
import type { AnswerGroup } from '#store/answer-groups.ts';
import { exclusions } from '#store/audience.ts';
import { type DeliveryCounts, deliveryStates } from '#store/delivery-state.ts';
import type { MailingDetail } from '#store/mailing-detail.ts';
import { type Provider, providers } from '#store/provider.ts';
import type { MailingStatus } from '#store/status.ts';
import { style } from './inbox/style.ts';
import { mailingTitle } from './mailing-title.ts';

interface StatusPage {
  readonly status: MailingStatus;
  readonly detail: MailingDetail;
  readonly language: Language;
  readonly lists: readonly List[];
  readonly timezone: string;
  readonly now: Date;
}

/** How a mailing went, as one HTML file that an editor can open and send on: no address in it, and it asks nobody for anything. */
export function statusPage({ status, detail, language, lists, timezone, now }: StatusPage): string {
  const t = translator(language);
  const { issue, state, recipients, counts, byList, excluded } = status;
  const nameOf = (id: string): string => {
    const list = lists.find(each => each.id === id);
    return list === undefined ? id : listName(list, language);
  };
  const byProvider = providers.flatMap(provider => {
    const of = detail.byProvider[provider];
    return of === undefined ? [] : [[providerName(provider, t), of] as const];
  });
  const title = mailingTitle(issue, t);
  const left = exclusions.flatMap(reason => {
    const count = excluded[reason] ?? 0;
    return count === 0
      ? []
      : [html`<dt>${formatNumber(count, language)}</dt><dd>${t(`report.exclusion.${reason}`)}</dd>`];
  });
  return String(html`<!DOCTYPE html>
<html lang="${language}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${raw(style + wide)}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${t(`report.state.${state}`)} ${t('report.recipients', { count: recipients })} <span class="soft">${t(
    'report.asOf',
    {
      moment: formatInstant(now.toISOString(), timezone, language),
    },
  )}</span></p>
<h2>${t('report.byList')}</h2>
${countsTable(t('report.list'), [...Object.entries(byList).map(([id, of]) => [nameOf(id), of] as const), [t('report.all'), counts]], t, language)}
${
  byProvider.length === 0
    ? ''
    : html`<h2>${t('report.byProvider')}</h2>
${countsTable(t('report.provider'), byProvider, t, language)}`
}
<h2>${t('report.reasons')}</h2>
${detail.reasons.length === 0 ? html`<p>${t('report.noReasons')}</p>` : reasonsTable(detail.reasons, t, language)}
${
  left.length === 0
    ? ''
    : html`<h2>${t('report.excluded')}</h2>
<dl>${left}</dl>`
}
<p class="soft">${t('report.note')}</p>
</main>
</body>
</html>
`);
}

// A table that is wider than a phone scrolls by itself, by keyboard too; its names stay.
const wide = `
main { padding-top: 1rem } .wide { overflow-x: auto } .wide td { overflow-wrap: normal } h2 { font-size: 1.15rem; margin: 1.75rem 0 .5rem }
.wide tbody th { font-weight: 600; max-width: 40vw; position: sticky; inset-inline-start: 0; background: var(--card) }
.wide td:last-child[lang] { min-width: 16rem }`;

function countsTable(
  title: string,
  rows: readonly (readonly [name: string, counts: DeliveryCounts])[],
  t: Translate,
  language: Language,
) {
  const shown = deliveryStates.filter(state => state === 'sent' || rows.some(([, counts]) => counts[state] > 0));
  return html`<section class="wide" tabindex="0" aria-label="${title}"><table>
<thead><tr><th scope="col">${title}</th>${shown.map(state => html`<th scope="col">${t(`report.delivery.${state}`)}</th>`)}</tr></thead>
<tbody>${rows.map(
    ([name, counts]) => html`
<tr><th scope="row">${name}</th>${shown.map(state => html`<td>${formatNumber(counts[state], language)}</td>`)}</tr>`,
  )}
</tbody></table></section>`;
}

function reasonsTable(reasons: readonly AnswerGroup[], t: Translate, language: Language) {
  return html`<section class="wide" tabindex="0" aria-label="${t('report.reasons')}"><table>
<thead><tr><th scope="col">${t('report.count')}</th><th scope="col">${t('report.what')}</th><th scope="col">${t('report.provider')}</th><th scope="col">${t('report.words')}</th></tr></thead>
<tbody>${reasons.map(
    ({ state, count, answer, byProvider }) => html`
<tr><td>${formatNumber(count, language)}</td><td>${t(`report.delivery.${state}`)}</td><td>${providers
      .filter(provider => byProvider[provider] !== undefined)
      .map(provider => providerName(provider, t))
      .join(', ')}</td><td lang="">${answer}</td></tr>`,
  )}
</tbody></table></section>`;
}

const names = {
  google: 'Gmail',
  microsoft: 'Outlook.com',
  yahoo: 'Yahoo',
  apple: 'iCloud',
  mailru: 'Mail.ru',
  yandex: 'Yandex',
  proton: 'Proton',
} as const;

/** `Gmail`; everybody who is not large is "all others". */
export function providerName(provider: Provider, t: Translate): string {
  return provider === 'other' ? t('report.otherProviders') : names[provider];
}
