import { html } from 'hono/html';
import type { Language } from '#i18n/languages.ts';
import { formatNumber } from '#i18n/numbers.ts';
import type { Translate } from '#i18n/translator.ts';
import type { AnswerGroup } from '#store/answer-groups.ts';
import { type DeliveryCounts, deliveryStates } from '#store/delivery-state.ts';
import { type Provider, providers } from '#store/provider.ts';
import type { Markup } from './page-shell.ts';

/** What became of deliveries, a row for each name; states that nobody is in are left out. */
export function countsTable(
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

/** Why some did not arrive, with the servers' words. */
export function reasonsTable(reasons: readonly AnswerGroup[], t: Translate, language: Language) {
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

/** Counts with a name each, the number first. */
export function countsList(rows: readonly (readonly [count: number, name: string])[], language: Language): Markup {
  return html`<dl>${rows.map(([count, name]) => html`<dt>${formatNumber(count, language)}</dt><dd>${name}</dd>`)}</dl>`;
}
