import { counted, table } from '../output.ts';
import type { MailOutcome, Tally } from './tally.ts';

const words: Readonly<Record<MailOutcome, string>> = {
  removed: 'removed: nobody there, or full for weeks',
  complained: 'complained of spam, and are not mailed again',
  unsubscribed: 'left by mail',
  struck: 'came back for now; removed if that goes on for three weeks',
  ours: 'refused because of us: no reader was touched',
  known: 'were known already',
  gone: 'about mails or readers that are not kept any more',
  nothing: 'trouble on the way that will pass',
  'auto-reply': 'automatic replies',
  delayed: 'notices of a delay',
  delivered: 'notices of delivery',
  unproven: 'without a proof that they are about our mails: left where they were',
  foreign: 'not ours: they return a mail that this newsletter did not send; nothing was done, left where they were',
  'not-a-report': 'for a person to read: left where they were',
  unreadable: 'could not be read: left where they were',
};

/** What a run has done, in words; counts only. */
export function tallyLines(
  { read, outcomes, reasons, byList, ours }: Tally,
  { isDryRun }: { readonly isDryRun: boolean },
): string[] {
  const right = { align: 'right' } as const;
  const rows = outcomeOrder.flatMap(outcome => {
    const count = outcomes[outcome] ?? 0;
    return count === 0 ? [] : [[`${count}`, words[outcome]]];
  });
  const lists = Object.entries(byList).map(([list, counts]) => [
    list,
    ...listColumns.map(outcome => `${counts[outcome] ?? 0}`),
  ]);
  return [
    `${counted(read, 'mail', 'mails')} read.${isDryRun ? ' Nothing was changed; this is what would happen:' : ''}`,
    ...(rows.length === 0 ? [] : table([right, {}], rows)),
    ...(Object.keys(reasons).length === 0 ? [] : [`Reasons: ${reasonWords(reasons)}.`]),
    ...(lists.length === 0
      ? []
      : table([{ title: 'list' }, ...listColumns.map(title => ({ title, ...right }))], lists)),
    ...ours.map(
      ({ count, provider, reason, words: said }) =>
        `${counted(count, 'refusal', 'refusals')} at ${provider} ${count === 1 ? 'says' : 'say'} something about us (${reason})${said === '' ? '.' : `: ${said}`}`,
    ),
  ];
}

const outcomeOrder = [
  ...(['removed', 'complained', 'unsubscribed', 'struck', 'ours', 'known', 'gone', 'nothing'] as const),
  ...(['auto-reply', 'delayed', 'delivered', 'unproven', 'foreign', 'not-a-report', 'unreadable'] as const),
] as const satisfies readonly MailOutcome[];
const listColumns = [
  'removed',
  'complained',
  'unsubscribed',
  'struck',
  'ours',
] as const satisfies readonly MailOutcome[];

function reasonWords(reasons: Tally['reasons']): string {
  return Object.entries(reasons)
    .map(([reason, count]) => `${reason} ${count}`)
    .join(', ');
}
