import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import { type SlotValues, slots } from '#slots.ts';
import { chooseEncoding, withCrlf } from './body-encoding.ts';
import { type BodyHole, base64Holes, quotedPrintableHoles } from './body-holes.ts';
import type { FrozenVariant } from './frozen-variant.ts';
import { dateHeader, type HeaderField, type UnsubscribeAddresses, unsubscribeHeaders } from './headers.ts';

/** What one message has to itself. */
export interface PersonalParts {
  /** `local@domain` as `parseAddress` gives it. */
  readonly to: string;
  readonly date: Date;
  /** With its angle brackets. */
  readonly messageId: string;
  /** Absent in mails that are no part of a list. */
  readonly unsubscribe?: UnsubscribeAddresses;
  readonly slots: SlotValues;
}

/** A variant's message, composed once. */
export interface MessageTemplate {
  /** The whole message of one recipient (RFC 5322), lines ended by CRLF, before dot-stuffing. */
  fill(parts: PersonalParts): Buffer;
}

/**
 * Composes the message of a variant: text first, HTML last with its pictures beside it. What differs per recipient is
 * filled in afterwards: a composed message costs milliseconds, a filled one the copying of its bytes. The same variant always gives
 * the same bytes, boundaries included.
 */
export async function composeTemplate(variant: FrozenVariant): Promise<MessageTemplate> {
  const built = await compose(variant);
  const headEnd = built.indexOf('\r\n\r\n');
  const head = withoutPersonalHeaders(built.toString('utf8', 0, headEnd));
  const body = built.subarray(headEnd + 4);
  const segments = cutAtHoles(body, holesOf(variant, body));
  return { fill: parts => fillTemplate(head, segments, parts) };
}

function compose(variant: FrozenVariant): Promise<Buffer> {
  const { from, replyTo, subject, text, html, headers, pictures } = variant;
  const composer = new MailComposer({
    from: { name: from.name.trim(), address: from.address },
    ...(replyTo === undefined ? {} : { replyTo: { name: '', address: replyTo } }),
    subject: subject.trim(),
    // As they are: the library would take a quoted phrase of List-Id for words to encode.
    headers: headers.map(([key, value]) => ({ key, value: { prepared: true, foldLines: true, value } })),
    text: part(text),
    ...(html === undefined ? {} : { html: part(html), attachments: pictures.map(attachment) }),
    baseBoundary: createHash('sha256').update(JSON.stringify(variant)).digest('hex').slice(0, 24),
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

function part(text: string): { content: string; contentTransferEncoding: string } {
  const content = withCrlf(text);
  return { content, contentTransferEncoding: chooseEncoding(content) };
}

function attachment({ cid, name, mediaType, base64 }: FrozenVariant['pictures'][number]) {
  return { cid, filename: name, contentType: mediaType, content: Buffer.from(base64, 'base64') };
}

function withoutPersonalHeaders(head: string): string {
  const fields = head.split(/\r\n(?![ \t])/);
  return fields.filter(field => !/^(?:Date|Message-ID):/i.test(field)).join('\r\n');
}

function holesOf({ text, html }: FrozenVariant, body: Buffer): BodyHole[] {
  const parts = [text, ...(html === undefined ? [] : [html])].map(withCrlf);
  const holes = parts.flatMap(content => (chooseEncoding(content) === 'base64' ? base64Holes(content, body) : []));
  const all = [...holes, ...quotedPrintableHoles(body)].toSorted((a, b) => a.start - b.start);
  const wanted = parts.reduce((count, content) => count + slotCount(content), 0);
  const found = all.reduce((count, hole) => count + hole.slotCount, 0);
  if (found !== wanted) throw new Error(`a composed message has ${found} of its ${wanted} slots`);
  return all;
}

function slotCount(content: string): number {
  return Object.values(slots).reduce((count, { placeholder }) => count + content.split(placeholder).length - 1, 0);
}

type Segment = Buffer | BodyHole;

function cutAtHoles(body: Buffer, holes: readonly BodyHole[]): Segment[] {
  let at = 0;
  const segments: Segment[] = [];
  for (const hole of holes) {
    segments.push(body.subarray(at, hole.start), hole);
    at = hole.end;
  }
  return [...segments, body.subarray(at)];
}

function fillTemplate(head: string, segments: readonly Segment[], parts: PersonalParts): Buffer {
  for (const { name, width } of Object.values(slots)) {
    if (!/^[\w-]*$/.test(parts.slots[name]) || parts.slots[name].length !== width) {
      throw new RangeError(`slot ${name} takes ${width} characters of base64url`);
    }
  }
  const personal: HeaderField[] = [
    ['To', parts.to],
    ['Date', dateHeader(parts.date)],
    ['Message-ID', parts.messageId],
    ...(parts.unsubscribe === undefined ? [] : unsubscribeHeaders(parts.unsubscribe)),
  ];
  const personalHead = personal.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const bytes = segments.map(segment =>
    Buffer.isBuffer(segment) ? segment : Buffer.from(segment.fill(parts.slots), 'latin1'),
  );
  return Buffer.concat([Buffer.from(`${personalHead}${head}\r\n\r\n`), ...bytes]);
}
