import { encode as encodeBase64, wrap as wrapBase64 } from 'nodemailer/lib/base64';
import { encode as encodeQuotedPrintable, wrap as wrapQuotedPrintable } from 'nodemailer/lib/qp';

export type BodyEncoding = 'base64' | 'quoted-printable';

/** Raw bytes in one line of 76 base64 characters. */
export const base64LineBytes = 57;

/**
 * The shorter of the two encodings for a text part (for Cyrillic base64 is 1.6 to 1.9 times smaller). Never 7bit: relays
 * change `From ` at the start of a line, blanks at its end and lines above 998 octets.
 */
export function chooseEncoding(text: string): BodyEncoding {
  const sizes = {
    base64: encodedBody(text, 'base64').length,
    'quoted-printable': encodedBody(text, 'quoted-printable').length,
  };
  return sizes.base64 < sizes['quoted-printable'] ? 'base64' : 'quoted-printable';
}

/** The part's body as the composer writes it, lines of 76 characters ended by CRLF. */
export function encodedBody(text: string, encoding: BodyEncoding): string {
  if (encoding === 'base64') return wrapBase64(encodeBase64(text));
  return wrapQuotedPrintable(encodeQuotedPrintable(text));
}

/** Line breaks as CRLF, which text parts must have before they are encoded (RFC 2045, 6.8); a lone CR or LF is one too. */
export function withCrlf(text: string): string {
  return text.replace(/\r\n|\r|\n/g, '\r\n');
}
