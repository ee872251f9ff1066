import { type BounceEffect, noteBounce, noteComplaint } from '#store/bounce-notes.ts';
import { type BouncedDelivery, bouncedDelivery } from '#store/bounces.ts';
import { deliveryOfToken, refOfMailbox } from '#store/live-keys.ts';
import type { Store } from '#store/open.ts';
import { findByRef, unsubscribe } from '#store/subscribers.ts';
import type { Bounce, Complaint, Ignored, MailReport, UnsubscribeMail } from './bounces/report.ts';
import { bounceVerdict } from './bounces/verdict.ts';
import { redactAnswer } from './redaction.ts';
import { returnsForeignMail } from './returned-original.ts';

/** `unproven`: no token of ours, it changes nothing · `foreign`: it returns a mail that is not ours, it changes nothing · `nothing`: it means nothing · `unsubscribed` · else what the store did. */
export type ReportEffect = BounceEffect | 'unproven' | 'foreign' | 'nothing' | 'unsubscribed';

/** What a report has done. Nothing in it tells who the reader is. */
export interface AppliedReport {
  readonly effect: ReportEffect;
  /** BounceReason, or `complaint`. */
  readonly reason?: string;
  readonly list?: string;
  readonly provider?: string;
  /** What the server said, redacted. */
  readonly words?: string;
}

type Telling = Exclude<MailReport, Ignored>;

interface Occasion {
  readonly now: Date;
  /** Says what it would do and changes nothing. */
  readonly isDryRun?: boolean;
}

/**
 * Does what a mail to the bounce domain means. Only the first of its tokens that our own HMAC proves counts; without one nothing
 * changes, nor where it returns another mail. What is applied is committed when this resolves, and the same again changes nothing.
 */
export async function applyReport(store: Store, report: Telling, occasion: Occasion): Promise<AppliedReport> {
  if (report.kind === 'unsubscribe') return applyLeaving(store, report, occasion);
  const proof = await provenDelivery(store, report.tokens);
  if (proof === undefined) {
    const ref = report.kind === 'complaint' ? await provenReader(store, report.tokens) : undefined;
    if (ref === undefined || bounceVerdict(report) !== 'remove') return { effect: 'unproven', ...reasonOf(report) };
    return { effect: await noteComplaint(store, ref, occasion), ...reasonOf(report) };
  }
  const delivery = await bouncedDelivery(store, { bytes: proof });
  const isForeign = delivery !== undefined && (await returnsForeignMail(store, report, delivery));
  return isForeign
    ? { effect: 'foreign', ...reasonOf(report) }
    : applyToDelivery(store, delivery, { report, ...occasion });
}

/**
 * The same for what the relay itself tells and has signed: its own id of the message proves the delivery. Where that id is not known
 * (it took the message and we did not hear its answer) the tokens do.
 */
export async function applyRelayReport(
  store: Store,
  { relayId, report }: { readonly relayId: string; readonly report: Bounce | Complaint },
  occasion: Occasion,
): Promise<AppliedReport> {
  const applied = await applyToDelivery(store, await bouncedDelivery(store, { relayId }), { report, ...occasion });
  return applied.effect === 'gone' ? applyReport(store, report, occasion) : applied;
}

async function applyToDelivery(
  store: Store,
  delivery: BouncedDelivery | undefined,
  { report, ...occasion }: Occasion & { readonly report: Bounce | Complaint },
): Promise<AppliedReport> {
  if (delivery === undefined) return { effect: 'gone', ...reasonOf(report) };
  const { list, provider } = delivery;
  const known = { ...reasonOf(report), list, provider };
  const verdict = bounceVerdict(report);
  if (verdict === 'nothing') return { effect: 'nothing', ...known };
  const words = redactedWords(report, delivery);
  const strongest = report.kind === 'complaint' && verdict === 'remove' ? 'complaint' : verdict;
  const effect = await noteBounce(store, { delivery, verdict: strongest, ...reasonOf(report), words, ...occasion });
  return { effect, ...known, ...(words === '' ? {} : { words }) };
}

async function applyLeaving(
  store: Store,
  { tokens }: UnsubscribeMail,
  { now, isDryRun = false }: Occasion,
): Promise<AppliedReport> {
  const proof = await provenDelivery(store, tokens);
  // Addresses of version 0.1 named the delivery.
  const ref =
    (await provenReader(store, tokens)) ?? (proof && (await bouncedDelivery(store, { bytes: proof }))?.reader?.ref);
  if (ref === undefined) return { effect: proof === undefined ? 'unproven' : 'gone' };
  const before = await findByRef(store, ref);
  if (before === undefined) return { effect: 'gone' };
  if (!isDryRun) await unsubscribe(store, ref, now);
  const hasLeft = before.state === 'active' || before.state === 'pending';
  return { effect: hasLeft ? 'unsubscribed' : 'known', list: before.list };
}

async function provenDelivery(store: Store, tokens: readonly string[]): Promise<Buffer | undefined> {
  for (const token of tokens) {
    const bytes = await deliveryOfToken(store, token);
    if (bytes !== undefined) return bytes;
  }
  return undefined;
}

async function provenReader(store: Store, tokens: readonly string[]): Promise<Buffer | undefined> {
  for (const token of tokens) {
    const ref = await refOfMailbox(store, token);
    if (ref !== undefined) return ref;
  }
  return undefined;
}

// Without the recipient nobody can hide them: the status alone stays.
function redactedWords(report: Bounce | Complaint, { reader }: BouncedDelivery): string {
  if (report.kind === 'complaint') return report.feedbackType.replace(/[^a-z-]/g, '').slice(0, 40);
  const status = report.status ?? '';
  if (reader === undefined) return status;
  const { text } = redactAnswer(report.words, { recipient: reader.address, others: report.tokens });
  return text.includes(status) ? text : `${status} ${text}`.trim();
}

function reasonOf(report: Telling): { readonly reason: string } {
  return { reason: report.kind === 'bounce' ? report.reason : 'complaint' };
}
