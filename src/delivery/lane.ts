import { parseAddress } from '#keys/address.ts';
import { type Attempt, outcome } from './attempt.ts';
import type { RelayAddress } from './relay-address.ts';
import { RelayError } from './relay-error.ts';
import { type Envelope, openSession, type SessionLimits, type SmtpSession, sessionLimits } from './smtp-session.ts';

/** One connection to the relay, opened when it is needed and kept for the next message. One message at a time. */
export interface Lane {
  /** Makes sure that a connection stands. Throws RelayError. */
  open(): Promise<void>;
  /** Never throws: where no connection comes to stand, the delivery is deferred. */
  send(envelope: Envelope, message: Buffer): Promise<Attempt>;
  /** Ends the connection politely. */
  close(): void;
  /** Cuts it: a message on the wire ends as deferred, or as uncertain after its final dot. */
  destroy(): void;
}

export interface LaneOptions {
  readonly relay: RelayAddress;
  readonly limits?: SessionLimits;
  /** Aborted: a connection that is being opened is given up. */
  readonly ended?: AbortSignal;
  /** Messages over one connection before a fresh one; relays close long sessions in the middle of one. */
  readonly maxMessages?: number;
}

export function createLane({ relay, limits = sessionLimits, ended, maxMessages = 100 }: LaneOptions): Lane {
  let session: SmtpSession | undefined;
  let messages = 0;
  let isDestroyed = false;

  const open = async (): Promise<SmtpSession> => {
    if (session?.isOpen() === true && messages < maxMessages) return session;
    session?.quit();
    session = undefined;
    const fresh = await openSession(relay, limits, ended);
    if (isDestroyed) fresh.destroy();
    session = fresh;
    messages = 0;
    return fresh;
  };

  const attempt = async (envelope: Envelope, message: Buffer): Promise<Attempt> => {
    const parsed = parseAddress(envelope.to);
    if (!parsed.ok || parsed.address.text !== envelope.to) {
      return { ...outcome('failed', '5.1.3 this is not one well-formed address'), keepsConnection: true };
    }
    const current = await open();
    // RFC 6531, 3.2: the library would send it raw.
    if (parsed.address.needsSmtpUtf8 && !current.offers('SMTPUTF8')) {
      return { ...outcome('failed', '5.6.7 the relay does not take addresses beyond ASCII'), keepsConnection: true };
    }
    messages += 1;
    return current.transact(envelope, message);
  };

  return {
    open: async () => {
      await open();
    },
    send: async (envelope, message) => {
      try {
        const wasUsed = messages > 0;
        const first = await attempt(envelope, message);
        // A relay may end an idle connection at the moment we use it; nothing of the message was sent.
        return first.wasIgnored && wasUsed && !isDestroyed ? await attempt(envelope, message) : first;
      } catch (error) {
        if (error instanceof RelayError) return outcome('deferred', error.message);
        throw error;
      }
    },
    close: () => {
      session?.quit();
      session = undefined;
    },
    destroy: () => {
      isDestroyed = true;
      session?.destroy();
    },
  };
}
