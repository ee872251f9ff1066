import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { RelayAddress } from './relay-address.ts';
import { relayError } from './relay-error.ts';
import type { SessionLimits } from './session.ts';

/** A connection that nodemailer has opened, secured and logged in. */
export interface OpenConnection {
  readonly connection: SMTPConnection;
  /** An EHLO keyword after TLS: `SMTPUTF8`. */
  offers(extension: string): boolean;
  /** Octets; undefined: the relay names none. */
  readonly sizeLimit: number | undefined;
}

/** Connects, secures, logs in; gives up when `ended` is aborted. Throws RelayError. */
export async function openConnection(
  { auth, lane: _lane, ...options }: RelayAddress,
  { openMs }: SessionLimits,
  ended: AbortSignal = new AbortController().signal,
): Promise<OpenConnection> {
  const connection = new SMTPConnection({ ...options, ...quiet });
  const giveUp = (): void => {
    connection.emit('error', timeOut());
  };
  // Without a listener a late error would end the process.
  connection.on('error', () => {});
  const timer = setTimeout(giveUp, openMs);
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
  const offered = Reflect.get(connection, '_supportedExtensions');
  const extensions = new Set<unknown>(Array.isArray(offered) ? offered : []);
  const limit: unknown = Reflect.get(connection, '_maxAllowedSize');
  return {
    connection,
    offers: extension => extensions.has(extension),
    sizeLimit: typeof limit === 'number' && limit > 0 ? limit : undefined,
  };
}

/** An error as `smtp-connection` makes them. */
export function timeOut(code = 'ETIMEDOUT'): Error {
  return Object.assign(new Error('The relay did not answer in time'), { code });
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
