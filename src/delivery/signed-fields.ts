import { relaxedField } from './dkim-canonical.ts';

/** Fields of a head as a signature covers them. */
export interface SignedFields {
  /** For `h=`, in the order of `canonical`. */
  readonly names: readonly string[];
  /** In relaxed form, each ended by CRLF. */
  readonly canonical: string;
}

// nodemailer's default list leaves out List-Unsubscribe-Post, which RFC 8058, 4 wants covered. Names that a message does not have
// are left out of the signature.
const covered = new Set([
  ...['from', 'reply-to', 'subject', 'date', 'message-id', 'to', 'mime-version', 'content-type'],
  ...['content-transfer-encoding', 'content-language', 'list-id', 'list-unsubscribe', 'list-unsubscribe-post'],
  ...['list-archive', 'feedback-id', 'archived-at', 'auto-submitted'],
]);

/** Those of the fields that are signed. Of two with one name the lower one is (RFC 6376, 5.4.2). */
export function signedFields(fields: readonly string[]): SignedFields {
  const kept = new Map<string, { readonly name: string; readonly canonical: string }>();
  for (const field of fields) {
    const name = field.slice(0, field.indexOf(':'));
    if (covered.has(name.toLowerCase())) {
      kept.set(name.toLowerCase(), { name, canonical: `${relaxedField(field)}\r\n` });
    }
  }
  return {
    names: [...kept.values()].map(({ name }) => name),
    canonical: [...kept.values()].map(({ canonical }) => canonical).join(''),
  };
}
