import { answerIn, oneLine } from './answer.ts';
import { diagnose } from './diagnosis.ts';
import type { Bounce, BounceReason, Ignored } from './report.ts';
import type { DeliveryStatus, RecipientStatus } from './status-fields.ts';

type Outcome = Omit<Bounce, 'tokens' | 'originalMessageIds'> | Ignored;

/**
 * What a delivery status says of the one recipient whom we mailed. Where it names several (an alias, a group), that is the one
 * whose address stands in `originalTo`; where none does, the mildest outcome, since the mail may have reached its reader.
 */
export function recipientVerdict(status: DeliveryStatus, notice: string, originalTo: string): Outcome {
  const [first, ...others] = status.recipients;
  if (first === undefined) return { kind: 'ignored', why: 'not-a-report' };
  const ours = status.recipients.find(({ recipients }) => recipients.some(address => isNamed(address, originalTo)));
  if (ours !== undefined) return outcomeOf(ours, notice);
  return others
    .map(recipient => outcomeOf(recipient, notice))
    .reduce((mildest, outcome) => (weight(outcome) < weight(mildest) ? outcome : mildest), outcomeOf(first, notice));
}

function outcomeOf({ action, status, diagnostic }: RecipientStatus, notice: string): Outcome {
  if (action === 'delayed') return { kind: 'ignored', why: 'delayed' };
  if (action !== 'failed') return { kind: 'ignored', why: 'delivered' };
  const spoken = answerIn(notice);
  const { status: enhanced, ...diagnosis } = diagnose(diagnostic, spoken === '' ? notice : spoken, status);
  return {
    kind: 'bounce',
    ...diagnosis,
    ...(enhanced === '' ? {} : { status: enhanced }),
    words: oneLine(diagnostic) || spoken || oneLine(notice),
  };
}

function isNamed(address: string, originalTo: string): boolean {
  return address !== '' && originalTo.toLowerCase().includes(address.toLowerCase());
}

const heavy: readonly BounceReason[] = ['unknown-user', 'unknown-host'];

function weight(outcome: Outcome): number {
  if (outcome.kind === 'ignored') return 0;
  return heavy.includes(outcome.reason) && outcome.isPermanent ? 2 : 1;
}
