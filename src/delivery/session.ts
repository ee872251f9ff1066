import type { Attempt } from './attempt.ts';
import type { Envelope } from './envelope.ts';
import type { Message } from './message.ts';

/** A way to the relay that stands: a connection, secured and logged in, or a transport that needs none. */
export interface Session {
  /** How many messages may be given to it before the first of them has ended. */
  readonly depth: number;
  /** Octets of the largest message that the relay says it takes (RFC 1870); undefined: it does not say. */
  readonly sizeLimit: number | undefined;
  /** Whether it takes addresses beyond ASCII (RFC 6531). */
  readonly takesUtf8: boolean;
  isOpen(): boolean;
  /** One message, to its last answer. Never throws. */
  transact(envelope: Envelope, message: Message): Promise<Attempt>;
  /** Ends it politely, without waiting. Nothing is on its way. */
  quit(): void;
  /** Cuts it; a message on the wire ends as deferred, or uncertain after its final dot. */
  destroy(): void;
}

/** Upper bounds in time, against relays that answer a byte a second. */
export interface SessionLimits {
  /** From connecting to the end of the login. */
  readonly openMs: number;
  /** From MAIL to the answer after the final dot (10 minutes in RFC 5321, 4.5.3.2.6). */
  readonly messageMs: number;
}

export const sessionLimits: SessionLimits = { openMs: 60_000, messageMs: 600_000 };
