import { parseMail, type ReceivedMail } from './received-mail.ts';

/** A document or a file, and the headers that keep it from doing anything. */
export interface Served {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The HTML part as it goes into the frame: pictures inside the mail (`cid:`, RFC 2392) come from this server, everything
 * else is refused by the policy: no script, no foreign picture, font or style sheet.
 * Undefined where the mail has no HTML part.
 */
export async function htmlPart(mail: ReceivedMail, hasPictures: boolean): Promise<Served | undefined> {
  const email = await parseMail(mail.source);
  if (!email?.html) return undefined;
  const local = email.html.replaceAll(
    /cid:([^"'\s)>]+)/gu,
    (_, id: string) => `/mail/${mail.id}/part/${encodeURIComponent(decodeEntities(id))}`,
  );
  // Links leave the frame, whose own document must stay the mail.
  const body = /<head[^>]*>/iu.test(local)
    ? local.replace(/<head[^>]*>/iu, head => `${head}<base target="_blank">`)
    : `<base target="_blank">${local}`;
  const pictures = hasPictures ? "'self' data:" : "'none'";
  return {
    body: new TextEncoder().encode(body),
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; img-src ${pictures}; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'self'; form-action 'none'; sandbox allow-popups allow-popups-to-escape-sandbox`,
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    },
  };
}

/** A picture inside the mail by its Content-ID; undefined where there is none or it is no picture. */
export async function picturePart(mail: ReceivedMail, contentId: string): Promise<Served | undefined> {
  const email = await parseMail(mail.source);
  const part = email?.attachments.find(({ contentId: id }) => id?.replace(/^<|>$/gu, '') === contentId);
  if (part === undefined || !part.mimeType.startsWith('image/') || typeof part.content === 'string') return undefined;
  return {
    body: new Uint8Array(part.content),
    headers: {
      'content-type': part.mimeType,
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      'x-content-type-options': 'nosniff',
    },
  };
}

function decodeEntities(text: string): string {
  return text.replaceAll('&amp;', '&').replaceAll('&#64;', '@');
}
