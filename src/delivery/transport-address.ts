import { pathToFileURL } from 'node:url';
import type { TransportConfig } from 'nodemailer';
import { VesnikError } from '#errors.ts';
import type { RelayAddress } from './relay-address.ts';

/** A transport of nodemailer's that is no SMTP relay: Amazon SES, sendmail, a stream. It takes the slow lane. */
export interface TransportAddress {
  /** What `createTransport` takes. */
  readonly transport: TransportConfig;
  /** For people. */
  readonly name: string;
}

/** Where mail is handed over. */
export type Relay = RelayAddress | TransportAddress;

export function isTransport(relay: Relay): relay is TransportAddress {
  return 'transport' in relay;
}

/**
 * Reads VESNIK_TRANSPORT: `sendmail:/usr/sbin/sendmail`, or the absolute path of a JavaScript module whose default export is what
 * nodemailer's `createTransport` takes. Throws VesnikError (usage) `transport`, which repeats nothing that the module holds.
 */
export async function readTransport(text: string): Promise<TransportAddress> {
  const [, path] = /^sendmail:(\/.+)$/.exec(text) ?? [];
  if (path !== undefined) {
    // A local sendmail expects lines as this system ends them.
    return { name: path, transport: { sendmail: true, path, newline: 'unix' } };
  }
  if (!/^\/.+\.m?js$/.test(text)) throw wrongTransport(`${text} is neither sendmail:/path nor a module.`);
  let module: unknown;
  try {
    module = await import(pathToFileURL(text).href);
  } catch (cause) {
    throw wrongTransport(`${text} cannot be loaded.`, cause);
  }
  const given: unknown = isRecord(module) ? module.default : undefined;
  if (!isConfig(given)) throw wrongTransport(`${text} exports nothing that nodemailer takes.`);
  return { name: text, transport: given };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

// Without any of these nodemailer would take the object for an SMTP server on this machine.
const signs = ['SES', 'sendmail', 'streamTransport', 'jsonTransport', 'send', 'host', 'service', 'url', 'pool'];

function isConfig(value: unknown): value is TransportConfig {
  return isRecord(value) && signs.some(sign => sign in value);
}

function wrongTransport(message: string, cause?: unknown): VesnikError {
  return new VesnikError({
    code: 'transport',
    message: `VESNIK_TRANSPORT: ${message}`,
    hint: 'For example: VESNIK_TRANSPORT=sendmail:/usr/sbin/sendmail\nOr the path of a module, as docs/deployment.md has one for Amazon SES. For an SMTP relay set VESNIK_SMTP_URL instead.',
    kind: 'usage',
    cause,
  });
}
