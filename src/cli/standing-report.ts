import { translator } from '#i18n/translator.ts';
import type { MailingDetail } from '#store/mailing-detail.ts';
import { bounceWords } from './bounce-words.ts';
import { counted, spanOf } from './output.ts';
import type { Standing } from './standing.ts';

/** What keeps a mailing from going out, and who is not there to send it, as a person reads it; nothing where all is well. */
export function standingReport(issue: string, { troubles, noWorkerForMinutes: silent }: Standing): string[] {
  return [
    ...troubles.flatMap(({ kind, since, missing = [], more = 0, words }) => {
      const from = `${since.slice(0, 16)}Z`;
      if (kind === 'relay')
        return [`The relay has not taken it since ${from}${words === undefined ? '.' : `: ${words}`}`];
      if (kind === 'worker') return [];
      return [
        `It has waited since ${from} for pages that cannot be opened:`,
        ...missing.map(address => `  ${address}`),
        ...(more > 0 ? [`  and ${counted(more, 'more address', 'more addresses')}`] : []),
        `  Publish the site, and it goes out by itself; without waiting: npx vesnik resume ${issue}`,
      ];
    }),
    ...(silent === undefined
      ? []
      : [
          `${silent === null ? 'No worker runs' : `No worker has been seen for ${spanOf(silent)}`}: nobody sends it. Start npx vesnik worker.`,
        ]),
  ];
}

/** Mails to single people that wait for too long, or nothing. */
export function outboxReport({ outbox }: Pick<Standing, 'outbox'>): string[] {
  if (outbox === undefined) return [];
  const { readers, notices, minutes } = outbox;
  const kinds = [
    ...(readers > 0 ? [counted(readers, 'confirmation or welcome', 'confirmations and welcomes')] : []),
    ...(notices > 0 ? [counted(notices, 'notice', 'notices')] : []),
  ];
  const wait = readers + notices === 1 ? 'waits' : 'wait';
  return [
    `Beside mailings ${kinds.join(' and ')} ${wait}, the oldest for ${spanOf(minutes)}: npx vesnik doctor says why.`,
  ];
}

/** What came back later, by reason, or nothing. */
export function cameBackReport({ cameBack }: Pick<MailingDetail, 'cameBack'>): string[] {
  if (cameBack.length === 0) return [];
  const parts = cameBack.map(
    ({ reason, count }) => `${count.toLocaleString('en-US')} ${bounceWords(reason, translator('en'))}`,
  );
  return [`Came back later: ${parts.join(', ')}.`];
}
