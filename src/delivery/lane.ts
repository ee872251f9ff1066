import { parseAddress } from '#keys/address.ts';
import { type Attempt, notBegun, outcome } from './attempt.ts';
import type { Envelope } from './envelope.ts';
import { openFastSession } from './fast-session.ts';
import type { Message } from './message.ts';
import { createPulse } from './pulse.ts';
import { RelayError } from './relay-error.ts';
import { type Session, type SessionLimits, sessionLimits } from './session.ts';
import { openSlowSession } from './slow-session.ts';
import { isTransport, type Relay } from './transport-address.ts';
import { openTransportSession } from './transport-session.ts';

/** One way to the relay, opened when it is needed and kept for the next message. */
export interface Lane {
  /** Makes sure that a connection stands; how many messages may be on their way over it at once. Throws RelayError. */
  open(): Promise<number>;
  /** A connection stands and takes another message at once. */
  isReady(): boolean;
  /** Never throws: where no connection comes to stand, it is not begun. */
  send(envelope: Envelope, message: Message): Promise<Attempt>;
  /** Ends the connection politely, once nothing is on its way. */
  close(): void;
  /** Cuts it: a message on the wire ends as not begun, or as uncertain after its final dot. */
  destroy(): void;
}

export interface LaneOptions {
  readonly relay: Relay;
  readonly limits?: SessionLimits;
  /** Aborted: a connection that is being opened is given up. */
  readonly ended?: AbortSignal;
  /** Messages over one connection before a fresh one; relays close long sessions in the middle of one. */
  readonly maxMessages?: number;
}

export function createLane({ relay, limits = sessionLimits, ended, maxMessages = 500 }: LaneOptions): Lane {
  let session: Session | undefined;
  let opening: Promise<Session> | undefined;
  let given = 0;
  let onWire = 0;
  let most = maxMessages;
  let isDestroyed = false;
  const freed = createPulse();

  const isReady = (): boolean => session?.isOpen() === true && given < most;

  const openFresh = async (): Promise<Session> => {
    session?.quit();
    session = undefined;
    const fresh = await openSession(relay, limits, ended);
    if (isDestroyed) fresh.destroy();
    session = fresh;
    given = 0;
    return fresh;
  };

  // Two messages may ask for it at once.
  const open = async (): Promise<Session> => {
    for (;;) {
      if (session !== undefined && isReady()) return session;
      if (opening === undefined && (onWire === 0 || session?.isOpen() !== true)) {
        opening = openFresh().finally(() => {
          opening = undefined;
        });
      }
      if (opening === undefined) await freed.next();
      else return opening;
    }
  };

  const attempt = async (envelope: Envelope, message: Message): Promise<Attempt> => {
    const parsed = parseAddress(envelope.to);
    if (!parsed.ok || parsed.address.text !== envelope.to || !isBareAscii(envelope.from)) {
      return refused('failed', '5.1.3 this is not one well-formed address');
    }
    const current = session !== undefined && isReady() ? session : await open();
    // RFC 6531, 3.2: the library would send it raw.
    if (parsed.address.needsSmtpUtf8 && !current.takesUtf8) {
      return refused('failed', '5.6.7 the relay does not take addresses beyond ASCII');
    }
    // Nobody's fault but the mail's: as with a relay that turns the sender away, the mailing stops and can be put right.
    if (current.sizeLimit !== undefined && message.size > current.sizeLimit) {
      const words = `5.3.4 the message has ${message.size} octets, the relay takes ${current.sizeLimit}`;
      return { ...refused('deferred', words), refusesSender: true };
    }
    given += 1;
    const number = given;
    onWire += 1;
    const done = await current.transact(envelope, message);
    onWire -= 1;
    freed.beat();
    if (!done.wasIgnored || number === 1) return done.wasIgnored ? { ...done, wasIgnored: false } : done;
    // A relay that ends its connections after so many messages is left before it does: its last answer could get lost.
    most = Math.min(most, number - 1);
    return done;
  };

  return {
    open: async () => (await open()).depth,
    isReady,
    send: async (envelope, message) => {
      try {
        const first = await attempt(envelope, message);
        if (isDestroyed && first.state === 'deferred') return notBegun('the sender was stopped');
        // A relay may end an idle connection at the moment we use it; nothing of the message was sent.
        return first.wasIgnored ? await attempt(envelope, message) : first;
      } catch (error) {
        if (error instanceof RelayError) return notBegun(error.message);
        throw error;
      }
    },
    close: () => {
      if (onWire > 0) return;
      session?.quit();
      session = undefined;
    },
    destroy: () => {
      isDestroyed = true;
      session?.destroy();
    },
  };
}

function openSession(relay: Relay, limits: SessionLimits, ended: AbortSignal | undefined): Promise<Session> {
  if (isTransport(relay)) return openTransportSession(relay);
  return relay.lane === 'slow' ? openSlowSession(relay, limits, ended) : openFastSession(relay, limits, ended);
}

function isBareAscii(address: string): boolean {
  return /^[\x21-\x3b\x3d\x3f-\x7e]+$/.test(address);
}

const refused = (state: Attempt['state'], words: string): Attempt => ({
  ...outcome(state, words),
  keepsConnection: true,
});
