import { translator } from '#i18n/translator.ts';
import type { AnswerGroup } from '#store/answer-groups.ts';
import { deliveryStates } from '#store/delivery-state.ts';
import type { MailingDetail } from '#store/mailing-detail.ts';
import { providers } from '#store/provider.ts';
import { deliveryWords } from './mailing-report.ts';
import { table } from './output.ts';
import { providerName } from './status-tables.ts';

/** How a mailing goes by mail provider, where there are several, and why it does not where it does not. */
export function mailingDetailReport({ byProvider, reasons }: MailingDetail): string[] {
  return [...providerLines(byProvider), ...reasonLines(reasons)];
}

const english = translator('en');
const longestAnswer = 110;

function providerLines(byProvider: MailingDetail['byProvider']): string[] {
  const rows = providers.flatMap(provider => {
    const counts = byProvider[provider];
    return counts === undefined ? [] : [{ name: providerName(provider, english), counts }];
  });
  if (rows.length < 2) return [];
  const shown = deliveryStates.filter(state => state === 'sent' || rows.some(({ counts }) => counts[state] > 0));
  return table(
    [{ title: 'provider' }, ...shown.map(state => ({ title: deliveryWords[state], align: 'right' as const }))],
    rows.map(({ name, counts }) => [name, ...shown.map(state => counts[state].toLocaleString('en-US'))]),
  );
}

function reasonLines(reasons: readonly AnswerGroup[]): string[] {
  if (reasons.length === 0) return [];
  return [
    'Why some did not arrive:',
    ...table(
      [{ align: 'right' }, {}, {}, {}],
      reasons.map(({ state, count, answer, byProvider }) => [
        count.toLocaleString('en-US'),
        deliveryWords[state],
        providers
          .filter(provider => byProvider[provider] !== undefined)
          .map(name => providerName(name, english))
          .join(', '),
        answer.length > longestAnswer ? `${answer.slice(0, longestAnswer)} …` : answer,
      ]),
    ),
  ];
}
