import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Attempt } from './attempt.ts';
import type { RelayAddress } from './relay-address.ts';
import { relayError } from './relay-error.ts';
import { timeOut, transact } from './smtp-transaction.ts';

export interface Envelope {
  /** Envelope sender, one bare ASCII address (VERP). */
  readonly from: string;
  /** One bare address, as `parseAddress` gives it. */
  readonly to: string;
}

/** A connection that is open, secured and logged in. */
export interface SmtpSession {
  /** An EHLO keyword after TLS: `SMTPUTF8`. */
  offers(extension: string): boolean;
  isOpen(): boolean;
  /** One message, from MAIL to the answer to its final dot. Never throws. */
  transact(envelope: Envelope, message: Buffer): Promise<Attempt>;
  /** QUIT, without waiting. */
  quit(): void;
  /** Cuts the connection; a message on the wire ends as deferred, or uncertain after its final dot. */
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

/** Connects, secures, logs in; gives up when `ended` is aborted. Throws RelayError. */
export async function openSession(
  relay: RelayAddress,
  limits: SessionLimits = sessionLimits,
  ended: AbortSignal = new AbortController().signal,
): Promise<SmtpSession> {
  const { auth, ...options } = relay;
  const connection = new SMTPConnection({ ...options, ...quiet });
  let isOpen = true;
  const whenClosed = new Set<() => void>();
  // Errors reach whoever waits for an answer; without a listener an idle loss would end the process.
  const close = (): void => {
    isOpen = false;
    for (const wake of whenClosed) wake();
  };
  connection.on('error', close);
  connection.on('end', close);
  const giveUp = (): void => {
    connection.emit('error', timeOut());
  };
  const timer = setTimeout(giveUp, limits.openMs);
  ended.addEventListener('abort', giveUp);
  try {
    await step(connection, done => connection.connect(done));
    if (auth !== undefined) await step(connection, done => connection.login(auth, done));
  } catch (error) {
    connection.close();
    throw relayError(error, auth);
  } finally {
    clearTimeout(timer);
    ended.removeEventListener('abort', giveUp);
  }

  return {
    offers: extension => {
      const offered: unknown = Reflect.get(connection, '_supportedExtensions');
      return Array.isArray(offered) && offered.includes(extension);
    },
    isOpen: () => isOpen,
    quit: () => {
      isOpen = false;
      connection.quit();
      setTimeout(() => connection.close(), 2000).unref();
    },
    destroy: () => {
      connection.close();
      close();
    },
    transact: (envelope, message) => transact({ connection, whenClosed, limits }, envelope, message),
  };
}

function step(connection: SMTPConnection, start: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.once('error', reject);
    connection.once('end', () => reject(timeOut('ECONNECTION')));
    start(error => (error ? reject(error) : resolve()));
  });
}

// Neither traffic nor errors are printed: they hold addresses and the password.
const quiet = { logger: false, debug: false, transactionLog: false } as const;
