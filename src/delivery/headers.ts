import { asciiHeaderText } from './header-text.ts';

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

export interface IssueHeaderParts {
  /** Id of the list: `be`. */
  readonly list: string;
  /** Domain that List-Id ends in: `vesnik.example.org`. */
  readonly listDomain: string;
  /** Words before the List-Id; left out unless they are ASCII (a Cyrillic one breaks on its way). */
  readonly listPhrase?: string;
  /** Languages of all pieces in this variant, BCP 47. */
  readonly languages: readonly string[];
  /** Id of the issue: `2024-04-15`. */
  readonly issue: string;
  /** Web address of the issue in this list's interface language. */
  readonly archivedAt: string;
  /** Web address of the archive in this list's interface language. */
  readonly archive: string;
  /** Short Latin name of the newsletter and its sending domain, for Feedback-ID. */
  readonly newsletter: string;
  readonly senderDomain: string;
}

/**
 * The constant headers of an issue's mail: List-Id (RFC 2919), List-Archive (RFC 2369), Archived-At (RFC 5064),
 * Content-Language (RFC 3282) and Feedback-ID, which names nothing per person. Throws VesnikError where a part is not ASCII.
 */
export function issueHeaders(parts: IssueHeaderParts): HeaderField[] {
  const { list, listDomain, listPhrase = '', languages, issue, archivedAt, archive, newsletter, senderDomain } = parts;
  const phrase = /^[A-Za-z0-9 ,.&'!-]+$/.test(listPhrase.trim()) ? `"${listPhrase.trim()}" ` : '';
  const feedback = [issue, list, newsletter, senderDomain].map(part => part.replace(/[^A-Za-z0-9.-]+/g, '-'));
  const fields: HeaderField[] = [
    ['List-Id', `${phrase}<${list}.${listDomain}>`],
    ['List-Archive', `<${archive}>`],
    ['Archived-At', `<${archivedAt}>`],
    ['Content-Language', languages.join(', ')],
    ['Feedback-ID', feedback.join(':')],
  ];
  return fields.map(([name, value]) => [name, asciiHeaderText(name, value)]);
}

export interface UnsubscribeAddresses {
  /** `https://…/u/TOKEN` */
  readonly url: string;
  /** A mailbox whose address names the delivery. */
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
  return date.toUTCString().replace('GMT', '+0000');
}
