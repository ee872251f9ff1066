import { html } from 'hono/html';
import type { Language } from '#i18n/languages.ts';
import type { Translate } from '#i18n/translator.ts';
import type { MailingStatus } from '#store/status.ts';
import type { Markup } from './page-shell.ts';
import type { Standing } from './standing.ts';
import { countsList } from './status-tables.ts';

interface StandingPage {
  readonly status: Pick<MailingStatus, 'held'>;
  readonly standing: Standing;
  readonly t: Translate;
  readonly language: Language;
  /** A moment as readers of the page write it. */
  readonly momentOf: (at: Date) => string;
  readonly now: Date;
}

/** What a mailing waits for, on the page for editors; nothing where all is well. */
export function standingSection({ status, standing, t, language, momentOf, now }: StandingPage): Markup {
  const { troubles, noWorkerForMinutes: silent, outbox } = standing;
  const ago = (minutes: number): string => momentOf(new Date(now.getTime() - minutes * 60_000));
  const parts = [
    ...troubles.flatMap(({ kind, since, missing = [], more = 0, words }) => {
      if (kind === 'worker') return [];
      if (kind === 'relay') return [relay(t('report.relaySince', { moment: momentOf(new Date(since)) }), words)];
      const addresses = [...missing, ...(more > 0 ? [t('notices.pages.more', { count: more })] : [])];
      return [
        html`<p>${t('notices.pages.text')}</p>
<ul>${addresses.map(address => html`<li>${address}</li>`)}</ul>
<p>${t('notices.pages.publish')}</p>`,
      ];
    }),
    ...(silent === undefined
      ? []
      : [html`<p>${silent === null ? t('report.noWorker') : t('report.noWorkerFor', { moment: ago(silent) })}</p>`]),
    ...(status.held === undefined ? [] : [refusals(status.held, t, language)]),
    ...(outbox === undefined ? [] : [html`<p>${t('report.outbox', { moment: ago(outbox.minutes) })}</p>`]),
  ];
  return parts.length === 0 ? html`` : html`<div class="trouble"><h2>${t('report.keeps')}</h2>\n${parts}</div>`;
}

function relay(said: string, words: string | undefined): Markup {
  return html`<p>${said}</p>${words === undefined ? '' : html`<p class="soft" lang="en">${words}</p>`}`;
}

function refusals(
  { tried, refused, unknown, answers }: NonNullable<MailingStatus['held']>,
  t: Translate,
  language: Language,
): Markup {
  const counts = [
    [tried, t('notices.refusals.tried')],
    [refused, t('notices.refusals.refused')],
    [unknown, t('notices.refusals.unknown')],
  ] as const;
  return html`<p>${t('notices.refusals.text')}</p>
${countsList(counts, language)}${answers.map(answer => html`<p class="soft" lang="en">${answer}</p>`)}`;
}
