import PostalMime, { type Email } from 'postal-mime';
import type { Envelope } from './mailbox.ts';

/** A mail as it arrived: its bytes, and what the list of mails shows of it. The rest is parsed when somebody opens it. */
export interface ReceivedMail {
  /** Counts from 1. */
  readonly id: number;
  readonly receivedAt: Date;
  readonly envelope: Envelope;
  readonly source: Uint8Array;
  readonly subject: string;
  readonly from: string;
  /** The first label of List-Id (`be` in `<be.newsletter.example.org>`), or empty. */
  readonly list: string;
}

interface Arrival {
  readonly id: number;
  readonly receivedAt: Date;
  readonly envelope: Envelope;
  readonly source: Uint8Array;
}

/** Reads what the list of mails shows. A mail that cannot be parsed is kept all the same, without a subject. */
export async function readMail(arrival: Arrival): Promise<ReceivedMail> {
  const { headers } = splitSource(arrival.source);
  const email = await parseMail(headers);
  return {
    ...arrival,
    subject: email?.subject ?? '',
    from: email?.from
      ? [email.from.name, email.from.address && `<${email.from.address}>`].filter(Boolean).join(' ')
      : '',
    list: /<([^.<>]+)\./u.exec(headerValue(email, 'list-id'))?.[1] ?? '',
  };
}

/** The whole mail, parsed; undefined where it is beyond parsing. */
export async function parseMail(source: Uint8Array): Promise<Email | undefined> {
  try {
    return await PostalMime.parse(source);
  } catch {
    return undefined;
  }
}

/** A header's unfolded value, or an empty string. */
export function headerValue(email: Email | undefined, key: string): string {
  return email?.headers.find(header => header.key === key)?.value ?? '';
}

/** The header section with its empty line, and what follows. */
function splitSource(source: Uint8Array): { headers: Uint8Array; body: Uint8Array } {
  const end = Buffer.from(source.buffer, source.byteOffset, source.byteLength).indexOf('\r\n\r\n');
  return end < 0
    ? { headers: source, body: new Uint8Array() }
    : { headers: source.subarray(0, end + 4), body: source.subarray(end + 4) };
}
