import type { Attempt } from './attempt.ts';
import type { Envelope } from './envelope.ts';
import type { Message } from './message.ts';
import { lost, type Step } from './smtp-verdict.ts';

/** One message on its way through a pipeline. */
export interface Transfer {
  readonly envelope: Envelope;
  readonly message: Message;
  readonly resolve: (attempt: Attempt) => void;
  /** What is still to be written of it, in this order. */
  plan: Step[];
  /** MAIL or RCPT was refused while DATA was already on its way. */
  refusal: Attempt | undefined;
  hasRecipient: boolean;
  wasAnswered: boolean;
  /** From here on it is uncertain until it is answered. */
  isDotWritten: boolean;
}

export function createTransfer(envelope: Envelope, message: Message, resolve: (attempt: Attempt) => void): Transfer {
  return {
    ...{ envelope, message, resolve },
    plan: ['mail', 'rcpt', 'data', 'dot'],
    ...{ refusal: undefined, hasRecipient: false, wasAnswered: false, isDotWritten: false },
  };
}

/** How it ends when the connection does. */
export function cutShort({ refusal, isDotWritten, wasAnswered }: Transfer, why: string): Attempt {
  if (refusal !== undefined) return { ...refusal, keepsConnection: false };
  return lost(why, { isUncertain: isDotWritten, wasAnswered });
}

/** The lines that ask for a step (RFC 5321, 4.1.1; SIZE: RFC 1870; BODY: RFC 6152; SMTPUTF8: RFC 6531). */
export function commandOf(
  step: Exclude<Step, 'dot'>,
  transfer: Pick<Transfer, 'envelope' | 'message'>,
  offers: (extension: string) => boolean,
): string {
  switch (step) {
    case 'rset':
      return 'RSET\r\n';
    case 'mail':
      return `MAIL FROM:<${transfer.envelope.from}>${parameters(transfer, offers)}\r\n`;
    case 'rcpt':
      return `RCPT TO:<${transfer.envelope.to}>\r\n`;
    case 'data':
      return 'DATA\r\n';
    case 'lone-dot':
      return '.\r\n';
  }
}

function parameters(
  { envelope, message }: Pick<Transfer, 'envelope' | 'message'>,
  offers: (extension: string) => boolean,
): string {
  const size = offers('SIZE') ? ` SIZE=${message.size}` : '';
  const body = !message.isAscii && offers('8BITMIME') ? ' BODY=8BITMIME' : '';
  const utf8 = /^[\x21-\x7e]+$/.test(envelope.to) ? '' : ' SMTPUTF8';
  return `${size}${body}${utf8}`;
}
