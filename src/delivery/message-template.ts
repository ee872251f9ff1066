import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import { type SlotValues, slots } from '#slots.ts';
import { chooseEncoding, withCrlf } from './body-encoding.ts';
import { type BodyHole, base64Holes, quotedPrintableHoles } from './body-holes.ts';
import type { SignableMessage } from './dkim.ts';
import { filledMessage } from './filled-message.ts';
import type { FrozenVariant } from './frozen-variant.ts';
import { dateHeader, type HeaderField, type UnsubscribeAddresses, unsubscribeHeaders } from './headers.ts';
import { isAscii } from './message.ts';
import { signedFields } from './signed-fields.ts';
import { templateBody } from './template-body.ts';

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
  /** The message of one recipient. What it shares with the others is encoded, dot-stuffed and hashed already. */
  fill(parts: PersonalParts): SignableMessage;
}

/**
 * Composes the message of a variant: text first, HTML last with its pictures beside it. What differs per recipient is
 * filled in afterwards: a composed message costs milliseconds, a filled one the copying of its bytes. The same variant always gives
 * the same bytes, boundaries included.
 */
export async function composeTemplate(variant: FrozenVariant): Promise<MessageTemplate> {
  const built = await compose(variant);
  const headEnd = built.indexOf('\r\n\r\n');
  const shared = sharedFields(built.toString('utf8', 0, headEnd));
  const head = Buffer.from(
    shared
      .map(field => `${field}\r\n`)
      .concat('\r\n')
      .join(''),
  );
  const body = ended(built.subarray(headEnd + 4));
  const template = templateBody(head, body, holesOf(variant, body));
  const sharedSigned = signedFields(shared);
  const hasAsciiPieces = isAscii(built);
  return {
    fill: parts => {
      checkSlots(parts.slots);
      const { pieces, stuffed, hash } = template.fill(parts.slots);
      const own = ownFields(parts);
      return filledMessage({
        ownFields: `${own.join('\r\n')}\r\n`,
        fields: () => {
          const ownSigned = signedFields(own);
          return {
            names: [...sharedSigned.names, ...ownSigned.names],
            canonical: sharedSigned.canonical + ownSigned.canonical,
          };
        },
        ...{ pieces, stuffed, hash, hasAsciiPieces, sizeOfPieces: head.length + body.length },
      });
    },
  };
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

function sharedFields(head: string): string[] {
  return head.split(/\r\n(?![ \t])/).filter(field => !/^(?:Date|Message-ID):/i.test(field));
}

function ended(body: Buffer): Buffer {
  return body.subarray(-2).equals(lineEnd) ? body : Buffer.concat([body, lineEnd]);
}

const lineEnd = Buffer.from('\r\n');

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

function checkSlots(values: SlotValues): void {
  for (const { name, width } of Object.values(slots)) {
    if (!/^[\w-]*$/.test(values[name]) || values[name].length !== width) {
      throw new RangeError(`slot ${name} takes ${width} characters of base64url`);
    }
  }
}

function ownFields({ to, date, messageId, unsubscribe }: PersonalParts): string[] {
  const fields: HeaderField[] = [
    ['To', to],
    ['Date', dateHeader(date)],
    ['Message-ID', messageId],
    ...(unsubscribe === undefined ? [] : unsubscribeHeaders(unsubscribe)),
  ];
  return fields.map(([name, value]) => `${name}: ${value}`);
}
