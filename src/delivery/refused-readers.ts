import { noteBounce } from '#store/bounce-notes.ts';
import type { BounceVerdict } from '#store/bounces.ts';
import type { Store } from '#store/open.ts';
import { refusedDeliveries } from '#store/refused-deliveries.ts';
import { diagnose } from './bounces/diagnosis.ts';
import type { BounceReason } from './bounces/report.ts';

/**
 * Does for the readers of a mailing that is over what their servers said when the relay asked: `550 5.1.1` counts as a mail that came
 * back, whoever is unknown is not mailed again, full and disabled boxes are strikes. Refusals by policy or for the way (5.7.x, 5.4.x)
 * say nothing of a reader; nor does any, where more than a fifth were called unknown (of a few, half): that relay is set up wrong. Reading
 * again changes nothing.
 */
export async function noteRefusedReaders(store: Store, mailing: number, now: Date): Promise<void> {
  const { tried, refused } = await refusedDeliveries(store, mailing);
  const noted = refused.flatMap(({ id, answer }) => {
    const said = aboutReader(answer);
    return said === undefined ? [] : [{ delivery: { id }, words: answer, ...said, now }];
  });
  const unknown = noted.filter(({ verdict }) => verdict === 'remove').length;
  if (unknown * 2 > tried || (unknown > few && unknown * 5 > tried)) return;
  for (const note of noted) await noteBounce(store, note);
}

const few = 5;

/** What it means when refused for good, and when the relay put it off for days. */
const verdicts = new Map<BounceReason, readonly [permanent: BounceVerdict, givenUp: BounceVerdict]>([
  ['unknown-user', ['remove', 'strike']],
  ['unknown-host', ['remove', 'strike']],
  ['inactive', ['strike', 'strike']],
  ['full', ['strike', 'strike']],
  ['restricted', ['strike', 'strike']],
]);

/** What the last answer says of the reader; undefined: nothing. */
function aboutReader(answer: string): { readonly verdict: BounceVerdict; readonly reason: BounceReason } | undefined {
  // Without a reply code the words are our own.
  const [spoken] = /(?<=^|^given up after three days: )[45]\d\d[ -].*/.exec(answer) ?? [];
  if (spoken === undefined) return undefined;
  const { reason, status, isPermanent } = diagnose(spoken, '', '');
  // RFC 3463, 3.2 and 3.3: the address, the mailbox.
  if (!/^(?:|[45]\.0\.0|[45]\.[12]\.\d{1,3})$/.test(status)) return undefined;
  const verdict = verdicts.get(reason)?.[isPermanent ? 0 : 1];
  return verdict && { verdict, reason };
}
