import { z } from 'zod';
import { readReport } from './bounces/read-report.ts';
import type { Bounce, BounceReason, Complaint } from './bounces/report.ts';

/** A bounce or a complaint of which Amazon SES tells. */
export interface SesEvent {
  /** SES's own id of the mail, with which it answered the final dot: what the delivery is known by first. */
  readonly relayId: string;
  /** Its `tokens` come from the envelope sender, which SES repeats. */
  readonly report: Bounce | Complaint;
}

const recipients = z.array(z.object({ status: z.string().optional(), diagnosticCode: z.string().optional() }));
// Notifications call it `notificationType`, event publishing `eventType`; the rest is alike.
const message = z.object({
  notificationType: z.string().optional(),
  eventType: z.string().optional(),
  mail: z.object({ messageId: z.string(), source: z.string().default('') }),
  bounce: z
    .object({
      bounceType: z.string(),
      bounceSubType: z.string().default(''),
      bouncedRecipients: recipients.default([]),
    })
    .optional(),
  complaint: z
    .object({ complaintFeedbackType: z.string().nullish(), complaintSubType: z.string().nullish() })
    .optional(),
});

/**
 * Reads the `Message` of a notification, in either of the two formats of SES. Undefined: it tells of something else (delivery, delay,
 * sending), or is nothing of SES.
 */
export async function readSesEvent(text: string): Promise<SesEvent | undefined> {
  const { data } = message.safeParse(parsed(text));
  if (data === undefined) return undefined;
  const { mail, bounce, complaint } = data;
  const about = { tokens: tokensIn(mail.source), originalMessageIds: [] };
  const type = data.notificationType ?? data.eventType;
  if (type === 'Bounce' && bounce !== undefined) {
    const [{ status = '', diagnosticCode = '' } = {}] = bounce.bouncedRecipients;
    const report: Bounce = {
      ...{ kind: 'bounce', ...about, ...(await judged(bounce, { status, diagnosticCode })) },
      words: diagnosticCode.replace(/^smtp;\s*/i, '').slice(0, longestWords),
      ...(/^[45]\.\d{1,3}\.\d{1,3}$/.test(status) && { status }),
    };
    return { relayId: mail.messageId, report };
  }
  const feedbackType = complaint?.complaintFeedbackType ?? 'abuse';
  if (type !== 'Complaint' || complaint === undefined || feedbackType === 'not-spam') return undefined;
  return { relayId: mail.messageId, report: { kind: 'complaint', ...about, feedbackType } };
}

const longestWords = 1000;

const bySubType: Readonly<Record<string, BounceReason>> = {
  // SES itself keeps these addresses on a list: they bounced before, or their owners complained.
  'Permanent Suppressed': 'unknown-user',
  'Permanent OnAccountSuppressionList': 'unknown-user',
  'Transient MailboxFull': 'full',
  'Transient MessageTooLarge': 'too-large',
  'Transient ContentRejected': 'content',
  'Transient AttachmentRejected': 'content',
};

// SES calls a refusal for our own bad name `Permanent General` too: the server's words tell, read as any other report of them.
async function judged(
  { bounceType, bounceSubType }: { readonly bounceType: string; readonly bounceSubType: string },
  said: { readonly status: string; readonly diagnosticCode: string },
): Promise<Pick<Bounce, 'reason' | 'isPermanent'>> {
  const isPermanent = bounceType === 'Permanent';
  const named = bySubType[`${bounceType} ${bounceSubType}`];
  if (named !== undefined) return { reason: named, isPermanent };
  const report = await readReport(Buffer.from(asReport(said)));
  if (report.kind !== 'bounce') return { reason: 'other', isPermanent };
  return { reason: report.reason, isPermanent: isPermanent && report.isPermanent };
}

/** The same as a delivery status notification (RFC 3464). */
function asReport({ status, diagnosticCode }: { readonly status: string; readonly diagnosticCode: string }): string {
  const line = (text: string): string => text.replace(/[\p{Cc}\s]+/gu, ' ').slice(0, longestWords);
  return [
    ...['From: <>', 'MIME-Version: 1.0', 'Content-Type: multipart/report; report-type=delivery-status; boundary="b"'],
    ...['', '--b', 'Content-Type: text/plain', '', '--b', 'Content-Type: message/delivery-status', ''],
    ...['Reporting-MTA: dns; amazonses.com', '', 'Final-Recipient: rfc822; reader@invalid', 'Action: failed'],
    ...[`Status: ${line(status)}`, `Diagnostic-Code: ${line(diagnosticCode)}`, '', '--b--', ''],
  ].join('\r\n');
}

function tokensIn(source: string): string[] {
  return [...source.matchAll(/(?<![a-z0-9])[a-z2-7]{40}(?![a-z0-9])/gi)].map(([token]) => token.toLowerCase());
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
