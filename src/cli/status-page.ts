import { html } from 'hono/html';
import type { List } from '#content/publication.ts';
import { formatInstant } from '#i18n/dates.ts';
import type { Language } from '#i18n/languages.ts';
import { translator } from '#i18n/translator.ts';
import { listName } from '#server/door-list.ts';
import { exclusions } from '#store/audience.ts';
import type { MailingDetail } from '#store/mailing-detail.ts';
import { providers } from '#store/provider.ts';
import type { MailingStatus } from '#store/status.ts';
import { bounceWords } from './bounce-words.ts';
import { style } from './inbox/style.ts';
import { mailingTitle } from './mailing-title.ts';
import { type Markup, pageShell } from './page-shell.ts';
import type { Standing } from './standing.ts';
import { standingSection } from './standing-section.ts';
import { countsList, countsTable, providerName, reasonsTable } from './status-tables.ts';

interface StatusPage {
  readonly status: MailingStatus;
  readonly detail: MailingDetail;
  readonly standing: Standing;
  readonly language: Language;
  readonly lists: readonly List[];
  readonly timezone: string;
  readonly now: Date;
}

/** How a mailing went, as one HTML file that an editor can open and send on: no address in it, and it asks nobody for anything. */
export function statusPage({ status, detail, standing, language, lists, timezone, now }: StatusPage): string {
  const t = translator(language);
  const { issue, state, recipients, counts, byList, excluded } = status;
  const { reasons, cameBack } = detail;
  const nameOf = (id: string): string => {
    const list = lists.find(each => each.id === id);
    return list === undefined ? id : listName(list, language);
  };
  const momentOf = (at: Date): string => formatInstant(at.toISOString(), timezone, language);
  const lines = Object.entries(byList).map(([id, of]) => [nameOf(id), of] as const);
  const byProvider = providers.flatMap(provider => {
    const of = detail.byProvider[provider];
    return of === undefined ? [] : [[providerName(provider, t), of] as const];
  });
  const left = exclusions.flatMap(reason => {
    const count = excluded[reason] ?? 0;
    return count === 0 ? [] : [[count, t(`report.exclusion.${reason}`)] as const];
  });
  const returned = cameBack.map(({ reason, count }) => [count, bounceWords(reason, t)] as const);
  const title = mailingTitle(issue, t);
  const main = html`<main>
<h1>${title}</h1>
<p>${t(`report.state.${state}`)} ${t('report.recipients', { count: recipients })} <span class="soft">${t('report.asOf', { moment: momentOf(now) })}</span></p>
${standingSection({ status, standing, t, language, momentOf, now })}
${(status.earlier ?? []).map(
  ({ approved, counts: { sent, uncertain } }) =>
    html`<p>${t('report.earlier', { moment: momentOf(new Date(approved)), sent, uncertain })}</p>`,
)}
<h2>${t('report.byList')}</h2>
${countsTable(t('report.list'), [...lines, [t('report.all'), counts]], t, language)}
${section(t('report.byProvider'), byProvider.length > 0, () => countsTable(t('report.provider'), byProvider, t, language))}
<h2>${t('report.reasons')}</h2>
${reasons.length === 0 ? html`<p>${t('report.noReasons')}</p>` : reasonsTable(reasons, t, language)}
${section(t('report.cameBack'), returned.length > 0, () => countsList(returned, language))}
${section(t('report.excluded'), left.length > 0, () => countsList(left, language))}
<p class="soft">${t('report.note')}</p>
</main>`;
  return String(pageShell({ language, title, style: style + wide, head: policy, body: main }));
}

function section(title: string, isShown: boolean, content: () => Markup): Markup {
  return isShown ? html`<h2>${title}</h2>\n${content()}` : html``;
}

const policy = html`<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="referrer" content="no-referrer">`;

// A table that is wider than a phone scrolls by itself, by keyboard too; its names stay.
const wide = `
main { padding-top: 1rem } .wide { overflow-x: auto } .wide td { overflow-wrap: normal } h2 { font-size: 1.15rem; margin: 1.75rem 0 .5rem }
.wide tbody th { font-weight: 600; max-width: 40vw; position: sticky; inset-inline-start: 0; background: var(--card) }
.wide td:last-child[lang] { min-width: 16rem }
.trouble { border-inline-start: .3rem solid var(--mark); background: var(--card); padding: .25rem 1rem; overflow-wrap: anywhere }`;
