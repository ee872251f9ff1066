import { decodeWords, type Field, firstValue, readFields } from './fields.ts';
import type { Part } from './parts.ts';

/** What a delivery status says of one recipient (RFC 3464, 2.3). */
export interface RecipientStatus {
  /** `failed`, `delayed`, `delivered`, `relayed`, `expanded`. */
  readonly action: string;
  /** RFC 3463: `5.1.1`, or ''. */
  readonly status: string;
  /** Diagnostic-Code without its type, or ''. */
  readonly diagnostic: string;
  /** Addresses without their type: Original-Recipient, Final-Recipient. */
  readonly recipients: readonly string[];
}

export interface DeliveryStatus {
  readonly fields: readonly Field[];
  readonly recipients: readonly RecipientStatus[];
}

const mostRecipients = 50;

/** Whether a part is a delivery status, by its label (RFC 3464, RFC 6533) or by what it holds. */
export function isDeliveryStatus({ type, text }: Part): boolean {
  if (/^message\/(?:global-)?delivery-status$/.test(type)) return true;
  const start = text.trimStart().slice(0, 3000);
  return (
    /^(?:reporting-mta|original-envelope-id|arrival-date|final-recipient|dsn-gateway):/i.test(start) &&
    /^final-recipient:/im.test(start)
  );
}

/** Reads a delivery status: fields of the message, then a group of fields for each recipient. */
export function readDeliveryStatus({ text }: Part): DeliveryStatus {
  // The fields hold text of any charset, which has been decoded.
  const groups = text
    .split(/\r?\n[ \t]*(?:\r?\n[ \t]*)+/)
    .slice(0, mostRecipients + 1)
    .map(group => readFields(group));
  const recipients = groups.filter(
    group => ['final-recipient', 'action', 'status'].filter(name => firstValue(group, name) !== '').length >= 2,
  );
  return { fields: groups.flat(), recipients: recipients.map(recipientOf) };
}

function recipientOf(fields: readonly Field[]): RecipientStatus {
  const status = /(?<![\d.])[245]\.\d{1,3}\.\d{1,3}/.exec(firstValue(fields, 'status'))?.[0] ?? '';
  return {
    action: actionOf(firstValue(fields, 'action'), status),
    status,
    diagnostic: [
      decodeWords(firstValue(fields, 'diagnostic-code')).replace(/^[a-z0-9-]{1,30}\s*;\s*/i, ''),
      // The reason may stand in a comment (RFC 3464, 2.1.1).
      /\(([^)]{4,300})\)/.exec(firstValue(fields, 'status'))?.[1] ?? '',
      firstValue(fields, 'x-display-reason') || firstValue(fields, 'x-supplementary-info').replace(/^<|>$/g, ''),
    ]
      .filter(part => part !== '')
      .join(' '),
    recipients: ['original-recipient', 'final-recipient']
      .map(name =>
        firstValue(fields, name)
          .replace(/^[^;]{0,40};\s*/, '')
          .replaceAll(/[<>\s]/g, ''),
      )
      .filter(address => address !== ''),
  };
}

// Some leave the action out, some write `Action: failure` or a comment behind it.
function actionOf(value: string, status: string): string {
  const word = /^[a-z]+/i.exec(value)?.[0].toLowerCase() ?? '';
  if (/^fail/.test(word)) return 'failed';
  if (/^delay/.test(word)) return 'delayed';
  if (word !== '') return word;
  return status.startsWith('5') ? 'failed' : status.startsWith('4') ? 'delayed' : 'delivered';
}
