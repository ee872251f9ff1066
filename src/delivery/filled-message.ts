import type { Hash } from 'node:crypto';
import type { SignableMessage } from './dkim.ts';
import type { Message } from './message.ts';
import type { SignedFields } from './signed-fields.ts';

/** One message of a template: the fields of its own, then pieces, of which most are the template's. */
export interface FilledParts {
  /** The fields of its own, each ended by CRLF. */
  readonly ownFields: string;
  /** What a signature covers; made only where somebody signs. */
  readonly fields: () => SignedFields;
  /** The rest of the message as it is, and the same dot-stuffed. */
  readonly pieces: () => readonly Buffer[];
  readonly stuffed: readonly Buffer[];
  readonly sizeOfPieces: number;
  /** The pieces are ASCII. */
  readonly hasAsciiPieces: boolean;
  /** A hash of the body in relaxed form, of which nobody has taken the digest yet. */
  readonly hash: () => Hash;
}

/** A field's name begins with no dot, and folded lines with a blank: the fields need no dot-stuffing. */
export function filledMessage(parts: FilledParts): SignableMessage {
  return {
    ...withHead(parts, parts.ownFields),
    get fields() {
      return parts.fields();
    },
    bodyHash: () => parts.hash().digest('base64'),
    withFields: fields => withHead(parts, fields + parts.ownFields),
  };
}

function withHead({ pieces, stuffed, sizeOfPieces, hasAsciiPieces }: FilledParts, fields: string): Message {
  const head = Buffer.from(fields);
  return {
    size: head.length + sizeOfPieces,
    isAscii: hasAsciiPieces && head.length === fields.length,
    whole: () => Buffer.concat([head, ...pieces()]),
    wire: () => [head, ...stuffed],
  };
}
