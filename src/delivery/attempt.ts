import { smtpFacts } from './relay-error.ts';
import { relayIdIn } from './relay-id.ts';

/** How one message went over one connection. */
export interface Attempt {
  readonly state: 'sent' | 'deferred' | 'failed' | 'uncertain';
  /** The relay's words as they came, or ours where it said nothing. May hold addresses: redact before storing. */
  readonly answer: string;
  /** The relay turned the sender away, not the recipient: as likely as not it will refuse everybody. */
  readonly refusesSender: boolean;
  /** The connection went before the relay answered anything: the same message may go at once over another. */
  readonly wasIgnored: boolean;
  /** No connection came to stand for it, or we cut it off ourselves: the relay was not asked, so this is no attempt. Always deferred. */
  readonly isNotBegun: boolean;
  /** The connection may take another message. */
  readonly keepsConnection: boolean;
  /** The relay's own name of the message, where it tells of it later by that (relay-id.ts). */
  readonly relayId?: string;
}

/** Accepted. The relay's own id is read from its answer. */
export function sent(answer: string): Attempt {
  const relayId = relayIdIn(answer);
  return { ...outcome('sent', answer), keepsConnection: true, ...(relayId !== undefined && { relayId }) };
}

export function outcome(state: Attempt['state'], answer: string): Attempt {
  return { state, answer, refusesSender: false, wasIgnored: false, isNotBegun: false, keepsConnection: false };
}

/** As if it had not been tried. */
export function notBegun(why: string): Attempt {
  return { ...outcome('deferred', `not begun: ${why}`), isNotBegun: true };
}

/**
 * What an error of `smtp-connection` means for a delivery. `wasHandedOver`: the message had been read to its end, so that its
 * final dot was, or was about to be, on the wire. An answer counts only where it answers one of our commands; everything else is
 * a lost connection: deferred before the final dot, uncertain after it.
 */
export function failedAttempt(error: unknown, wasHandedOver: boolean): Attempt {
  const { code, command, responseCode, response } = smtpFacts(error);
  const isAnswer = code === 'EENVELOPE' || code === 'EMESSAGE';
  if (isAnswer && response === undefined)
    return { ...outcome('failed', `5.1.3 ${reason(error)}`), keepsConnection: true };
  if (isAnswer && response !== undefined && responseCode !== undefined && responseCode >= 400) {
    const refusesSender = command === 'MAIL FROM' && responseCode >= 500;
    const state = responseCode < 500 || refusesSender ? 'deferred' : 'failed';
    // An answer in the middle of the message leaves the rest of it on the wire.
    const isBetween = code === 'EENVELOPE' || wasHandedOver;
    return { ...outcome(state, response), refusesSender, keepsConnection: isBetween && responseCode !== 421 };
  }
  const words = `${wasHandedOver ? 'no answer after the message' : 'connection lost before the end of the message'} (${code})`;
  return {
    ...outcome(wasHandedOver ? 'uncertain' : 'deferred', words),
    wasIgnored: !wasHandedOver && response === undefined,
  };
}

// Without the address that the library repeats in quotes.
function reason(error: unknown): string {
  return error instanceof Error ? error.message.replace(/".*"/s, '').trim() : 'refused';
}
