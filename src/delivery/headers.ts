export type HeaderField = [name: string, value: string];

// Written from the variant's own fields, from the delivery, or by the composer; a second one would shadow the first.
const reserved = new Set([
  ...['from', 'sender', 'to', 'cc', 'bcc', 'reply-to', 'subject', 'date', 'message-id', 'return-path', 'received'],
  ...['mime-version', 'content-type', 'content-transfer-encoding', 'content-disposition', 'content-id'],
  ...['list-unsubscribe', 'list-unsubscribe-post', 'dkim-signature', 'resent-from', 'resent-to', 'resent-date'],
]);

/** Headers that a frozen variant may not bring along. */
export function isReservedHeader(name: string): boolean {
  return reserved.has(name.toLowerCase());
}

export interface UnsubscribeAddresses {
  /** `https://…/u/TOKEN` */
  readonly url: string;
  /** A mailbox whose address names the reader (keys/leaving-token.ts). */
  readonly mailbox: string;
}

/**
 * List-Unsubscribe (RFC 2369) and List-Unsubscribe-Post (RFC 8058, 3.1), folded. nodemailer's `list` option does not write the
 * second.
 */
export function unsubscribeHeaders({ url, mailbox }: UnsubscribeAddresses): HeaderField[] {
  return [
    ['List-Unsubscribe', `<${url}>,\r\n <mailto:${mailbox}?subject=unsubscribe>`],
    ['List-Unsubscribe-Post', 'List-Unsubscribe=One-Click'],
  ];
}

/** Date of RFC 5322, 3.3: `Mon, 22 Apr 2024 07:00:00 +0000`. */
export function dateHeader(date: Date): string {
  const second = Math.floor(date.getTime() / 1000);
  if (second !== last.second) last = { second, text: date.toUTCString().replace('GMT', '+0000') };
  return last.text;
}

// Thousands of messages have the same one.
let last = { second: Number.NaN, text: '' };
