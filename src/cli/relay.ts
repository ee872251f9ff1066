import { readFile } from 'node:fs/promises';
import type { Newsletter } from '#content/publication.ts';
import type { DkimSettings } from '#delivery/dkim.ts';
import { encryptionOf, readRelayUrl } from '#delivery/relay-address.ts';
import { isTransport, type Relay, readTransport } from '#delivery/transport-address.ts';
import type { WorkerSettings } from '#delivery/worker-settings.ts';
import { VesnikError } from '#errors.ts';
import type { Settings } from './settings.ts';

/** What the lanes must know. Throws VesnikError (usage): `no-relay`, `smtp-url`, `transport`, `dkim-file`. */
export async function relaySettings(settings: Settings, newsletter: Newsletter): Promise<WorkerSettings> {
  const relay = await relayOf(settings);
  if (relay === undefined) {
    throw new VesnikError({
      code: 'no-relay',
      message: 'There is no way for mail: neither VESNIK_SMTP_URL nor VESNIK_TRANSPORT is set.',
      hint: 'A mail relay: VESNIK_SMTP_URL=smtps://user:password@mail.example.org\nThis machine’s own mail server: VESNIK_TRANSPORT=sendmail:/usr/sbin/sendmail\nTo try without sending anything into the world: npx vesnik inbox, and VESNIK_SMTP_URL=smtp://127.0.0.1:1025',
      kind: 'usage',
    });
  }
  const dkim = await dkimSettings(settings);
  return {
    relay,
    publicUrl: publicUrl(settings, newsletter),
    bounceDomain: newsletter.sender.bounces,
    connections: settings.connections,
    rate: settings.rate,
    providerRates: settings.providerRates,
    providerConnections: settings.providerConnections,
    pauseShare: settings.pauseShare,
    ...(dkim && { dkim }),
  };
}

/** The way that mail takes: the relay, another transport, or undefined where none is set. Throws VesnikError (usage). */
async function relayOf({ smtpUrl, transport }: Settings): Promise<Relay | undefined> {
  if (transport !== undefined) return readTransport(transport);
  return smtpUrl === undefined ? undefined : readRelayUrl(smtpUrl);
}

/** The way of notices, where it is another one. Throws as `relaySettings`. */
export async function noticeSettings(settings: Settings, newsletter: Newsletter): Promise<WorkerSettings | undefined> {
  const { noticeSmtpUrl, transport: _transport, ...others } = settings;
  return noticeSmtpUrl === undefined ? undefined : relaySettings({ ...others, smtpUrl: noticeSmtpUrl }, newsletter);
}

/** Whether mail has a way at all. */
export function canMail({ smtpUrl, transport }: Settings): boolean {
  return smtpUrl !== undefined || transport !== undefined;
}

/** The public address of the doors. */
export function publicUrl({ url }: Settings, newsletter: Newsletter): string {
  return url ?? newsletter.url;
}

/** The DKIM keys with their names; undefined where mails go out unsigned. Throws VesnikError (usage) `dkim-file`. */
export async function dkimSettings({ dkim }: Settings): Promise<DkimSettings | undefined> {
  if (dkim === undefined) return undefined;
  const { domain, selector, keyFile, second } = dkim;
  return {
    ...{
      domain,
      selector,
      privateKey: await keyIn(keyFile, 'VESNIK_DKIM_KEY_FILE', 'an RSA key in PEM: openssl genrsa -out dkim.pem 2048'),
    },
    ...(second && {
      second: {
        selector: second.selector,
        privateKey: await keyIn(
          second.keyFile,
          'VESNIK_DKIM_ED25519_KEY_FILE',
          'an Ed25519 key in PEM: openssl genpkey -algorithm ed25519 -out dkim-ed25519.pem',
        ),
      },
    }),
  };
}

function keyIn(file: string, variable: string, wanted: string): Promise<string> {
  return readFile(file, 'utf8').catch(cause => {
    throw new VesnikError({
      code: 'dkim-file',
      message: `${variable}: ${file} cannot be read.`,
      hint: `Give the path of ${wanted}`,
      kind: 'usage',
      cause,
    });
  });
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
