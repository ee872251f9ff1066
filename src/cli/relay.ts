import { readFile } from 'node:fs/promises';
import type { Newsletter } from '#content/publication.ts';
import type { DkimSettings } from '#delivery/dkim.ts';
import { encryptionOf, readRelayUrl } from '#delivery/relay-address.ts';
import { isTransport } from '#delivery/transport-address.ts';
import type { WorkerSettings } from '#delivery/worker.ts';
import { VesnikError } from '#errors.ts';
import type { Settings } from './settings.ts';

/** What the lanes must know. Throws VesnikError (usage): `no-relay`, `smtp-url`, `dkim-file`. */
export async function relaySettings(settings: Settings, newsletter: Newsletter): Promise<WorkerSettings> {
  if (settings.smtpUrl === undefined) {
    throw new VesnikError({
      code: 'no-relay',
      message: 'There is no mail relay: VESNIK_SMTP_URL is not set.',
      hint: 'Set it: VESNIK_SMTP_URL=smtps://user:password@mail.example.org\nTo try without sending anything into the world: npx vesnik inbox, and VESNIK_SMTP_URL=smtp://127.0.0.1:1025',
      kind: 'usage',
    });
  }
  const dkim = await dkimSettings(settings);
  return {
    relay: readRelayUrl(settings.smtpUrl),
    publicUrl: publicUrl(settings, newsletter),
    bounceDomain: newsletter.sender.bounces,
    connections: settings.connections,
    rate: settings.rate,
    ...(dkim && { dkim }),
  };
}

/** The public address of the doors. */
export function publicUrl({ url }: Settings, newsletter: Newsletter): string {
  return url ?? newsletter.url;
}

/** The DKIM key with its names; undefined where mails go out unsigned. Throws VesnikError (usage) `dkim-file`. */
export async function dkimSettings({ dkim }: Settings): Promise<DkimSettings | undefined> {
  if (dkim === undefined) return undefined;
  const { domain, selector, keyFile } = dkim;
  const privateKey = await readFile(keyFile, 'utf8').catch(cause => {
    throw new VesnikError({
      code: 'dkim-file',
      message: `VESNIK_DKIM_KEY_FILE: ${keyFile} cannot be read.`,
      hint: 'Give the path of an RSA key in PEM: openssl genrsa -out dkim.pem 2048',
      kind: 'usage',
      cause,
    });
  });
  return { domain, selector, privateKey };
}

/** What should be known about the way to the relay before anything goes over it. */
export function relayWarnings({ relay, dkim }: WorkerSettings): string[] {
  // What carries the mail there is the transport's own matter.
  const encryption = isTransport(relay) ? 'always' : encryptionOf(relay);
  return [
    ...(dkim === undefined && encryption !== 'local'
      ? ['Mails go out unsigned: set VESNIK_DKIM_DOMAIN, _SELECTOR and _KEY_FILE, or have the relay sign them.']
      : []),
    ...(encryption === 'perhaps'
      ? ['The way to the relay is encrypted only if it offers that: take requireTLS=false out of VESNIK_SMTP_URL.']
      : []),
    ...(encryption === 'never'
      ? ['The way to the relay is NOT encrypted: everybody on it can read the addresses.']
      : []),
  ];
}
