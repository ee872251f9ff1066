import { noteBounce } from '#store/bounce-notes.ts';
import type { Store } from '#store/open.ts';
import { refusedDeliveries } from '#store/refused-deliveries.ts';
import { diagnose } from './bounces/diagnosis.ts';
import type { BounceReason } from './bounces/report.ts';
import { bounceVerdict } from './bounces/verdict.ts';

// A relay that mixes up its tables knows nobody: a list has some addresses that are gone, not a fifth of them.
const mostUnknown = 0.2;
const fewUnknown = 5;

const aboutBox: ReadonlySet<BounceReason> = new Set(['unknown-user', 'unknown-host', 'inactive', 'full', 'restricted']);

/**
 * Does for readers whom the relay refused while it was spoken to what a report that comes back does (`applyReport`): who does not exist
 * leaves, a full box is a strike. Only what is about the box counts, and nothing where so many are unknown that the relay itself must be
 * wrong. The same again changes nothing.
 */
export async function judgeRefused(store: Store, mailing: number, now: Date): Promise<void> {
  const { sent, refused } = await refusedDeliveries(store, mailing);
  const judged = refused.flatMap(({ id, answer }) => {
    const { reason, isPermanent } = diagnose(answer, '', '');
    const verdict = bounceVerdict({ ...noReport, reason, isPermanent });
    return aboutBox.has(reason) && verdict !== 'nothing' ? [{ id, answer, reason, verdict }] : [];
  });
  const unknown = judged.filter(({ verdict }) => verdict === 'remove').length;
  if (sent === 0 || (unknown > fewUnknown && unknown > mostUnknown * (sent + unknown))) return;
  for (const { id, answer, reason, verdict } of judged)
    await noteBounce(store, { delivery: { id }, verdict, reason, words: answer, now });
}

const noReport = { kind: 'bounce', tokens: [], words: '', original: { messageIds: [], tokens: [] } } as const;
