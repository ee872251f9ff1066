import type { Exclusion } from '#store/audience.ts';
import { type DeliveryCounts, type DeliveryState, deliveryStates } from '#store/delivery-state.ts';
import { mailingHeading } from '#store/mailing-id.ts';
import type { EarlierMailing, MailingStatus } from '#store/status.ts';
import type { ExitCode } from './command.ts';
import { counted, table } from './output.ts';

/** The states of a mailing in words. */
const stateWords = {
  freezing: 'being approved',
  scheduled: 'approved, goes out later',
  approved: 'approved, nothing has gone out yet',
  sending: 'going out',
  paused: 'paused',
  sent: 'sent',
  cancelled: 'cancelled',
} as const satisfies Record<MailingStatus['state'], string>;

/** What became of a delivery, in words. */
export const deliveryWords = {
  queued: 'waiting',
  sending: 'on the wire',
  sent: 'sent',
  deferred: 'will be tried again',
  failed: 'failed',
  uncertain: 'may have arrived',
  cancelled: 'cancelled',
} as const satisfies Record<DeliveryState, string>;

const exclusionWords = {
  pending: 'not confirmed yet',
  unsubscribed: 'unsubscribed',
  bounced: 'address does not work',
  complained: 'complained',
  suppressed: 'never to be mailed',
  noVariant: 'no text for their list',
  alreadyMailed: 'had it already',
  paused: 'have paused',
} as const satisfies Record<Exclusion, string>;

/** How a mailing stands, as a person reads it: one line, a table by list, who was left out. */
export function mailingReport(status: MailingStatus): string[] {
  const { issue, state, recipients, excluded, counts, byList, earlier = [] } = status;
  const shown = deliveryStates.filter(name => name === 'sent' || counts[name] > 0);
  const row = (name: string, of: DeliveryCounts) => [name, ...shown.map(each => of[each].toLocaleString('en-US'))];
  const lists = Object.entries(byList);
  return [
    `${mailingHeading(issue)}: ${stateWords[state]}. ${counted(recipients, 'recipient', 'recipients')}.`,
    ...table(
      [{ title: 'list' }, ...shown.map(name => ({ title: deliveryWords[name], align: 'right' as const }))],
      [...lists.map(([list, of]) => row(list, of)), ...(lists.length > 1 ? [row('all', counts)] : [])],
    ),
    ...excludedLine(excluded),
    ...earlier.map(earlierLine),
  ];
}

function earlierLine({ approved, state, recipients, counts }: EarlierMailing): string {
  const parts = deliveryStates
    .filter(name => counts[name] > 0)
    .map(name => `${counts[name].toLocaleString('en-US')} ${deliveryWords[name]}`);
  const day = `${approved.slice(0, 16)}Z`;
  return `Before it, approved on ${day} and ${stateWords[state]}: ${[counted(recipients, 'recipient', 'recipients'), ...parts].join(', ')}.`;
}

/** "Not mailed: 3 unsubscribed, 1 not confirmed yet", or nothing. */
export function excludedLine(excluded: MailingStatus['excluded']): string[] {
  const reasons = Object.entries(excludedWords(excluded)).map(([reason, count]) => `${count} ${reason}`);
  return reasons.length > 0 ? [`Not mailed: ${reasons.join(', ')}.`] : [];
}

/** What to type next, if anything. `nextAttempt`: when the next delivery may go. */
export function nextSteps({ issue, state, counts, held, earlier = [] }: MailingStatus, nextAttempt?: Date): string[] {
  const waiting = counts.queued + counts.deferred + counts.sending;
  const at = nextAttempt === undefined ? '' : ` The next may go at ${nextAttempt.toISOString().slice(0, 16)}Z.`;
  const lines: string[] = [];
  if (held !== undefined) {
    const { tried, refused, unknown, answers } = held;
    lines.push(
      `It paused by itself: of ${tried} attempts ${refused} were refused, ${unknown} of these for want of such a mailbox.`,
      ...answers.map(answer => `  The answer: ${answer}`),
    );
  }
  if (state === 'paused') lines.push(`Paused. To go on: npx vesnik resume ${issue}`);
  else if (state === 'scheduled') lines.push(`It goes out by itself while \`npx vesnik worker\` runs.${at}`);
  else if (waiting > 0 && state !== 'cancelled') {
    const who = counted(waiting, 'delivery waits', 'deliveries wait');
    lines.push(`${who}.${at} A running worker goes on by itself; or type: npx vesnik resume ${issue}`);
  }
  const failed = counts.failed + earlier.reduce((sum, one) => sum + one.counts.failed, 0);
  if (failed > 0) lines.push(`${failed} failed for good. To see why: npx vesnik status ${issue} --deliveries failed`);
  const uncertain = counts.uncertain + earlier.reduce((sum, one) => sum + one.counts.uncertain, 0);
  if (uncertain > 0) {
    const first = state === 'cancelled' ? `mail the others, npx vesnik send ${issue}, then ` : '';
    lines.push(
      `${uncertain} may have arrived and were not repeated. To see which: npx vesnik status ${issue} --deliveries uncertain`,
      `  To send them again (some may get it twice): ${first}npx vesnik resume ${issue} --retry-uncertain`,
    );
  }
  return lines;
}

/** 0 where everybody who could be mailed was; else 3, partly done. */
export function mailingExitCode({ counts, recipients }: MailingStatus): ExitCode {
  return counts.sent + counts.cancelled === recipients ? 0 : 3;
}

function excludedWords(excluded: MailingStatus['excluded']): Record<string, number> {
  return Object.fromEntries(
    Object.entries(exclusionWords).flatMap(([reason, words]) => {
      const count = Object.entries(excluded).find(([name]) => name === reason)?.[1] ?? 0;
      return count > 0 ? [[words, count]] : [];
    }),
  );
}
