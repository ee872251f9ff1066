import { stat } from 'node:fs/promises';
import type { Newsletter } from '#content/publication.ts';
import { encryptionOf, readRelayUrl } from '#delivery/relay-address.ts';
import { readTransport } from '#delivery/transport-address.ts';
import { readNewsletter } from '../newsletter-file.ts';
import { dkimSettings, publicUrl } from '../relay.ts';
import type { Settings } from '../settings.ts';
import { checkCoverage } from './coverage-check.ts';
import { type Diagnosis, diagnose, error, ok, warning } from './diagnosis.ts';

/** What mails and doors need of the environment. Asks nobody: names in the DNS are another matter. */
export async function checkMail(settings: Settings): Promise<Diagnosis[]> {
  let newsletter: Newsletter | undefined;
  const content = await diagnose('newsletter.file', async () => {
    newsletter = await readNewsletter(settings);
    return [ok('newsletter.file', `The newsletter in ${settings.root} can be read.`)];
  });
  return [
    ...content,
    ...(await diagnose('relay.url', async () => [await relayOf(settings)])),
    ...(await diagnose('signing.key', () => signingOf(settings, newsletter))),
    ...(newsletter === undefined ? [] : [doorsOf(publicUrl(settings, newsletter))]),
  ];
}

async function relayOf({ smtpUrl, transport }: Settings): Promise<Diagnosis> {
  if (transport !== undefined) {
    return ok(
      'relay.url',
      `Mail goes by ${(await readTransport(transport)).name}; how it is encrypted is that one's matter.`,
    );
  }
  if (smtpUrl === undefined) {
    const hint =
      'A mail relay: VESNIK_SMTP_URL=smtps://user:password@mail.example.org. This machine’s own mail server: VESNIK_TRANSPORT=sendmail:/usr/sbin/sendmail';
    return warning('relay.url', 'No mail can go: neither VESNIK_SMTP_URL nor VESNIK_TRANSPORT is set.', hint);
  }
  const relay = readRelayUrl(smtpUrl);
  switch (encryptionOf(relay)) {
    case 'always':
      return ok('relay.url', `Mail goes to ${relay.host}, always encrypted.`);
    case 'local':
      return ok('relay.url', `Mail goes to ${relay.host}, on this machine.`);
    case 'perhaps':
      return warning(
        'relay.url',
        `The way to ${relay.host} is encrypted only if it offers that.`,
        'Take requireTLS=false out of VESNIK_SMTP_URL.',
      );
    case 'never':
      return error(
        'relay.url',
        `The way to ${relay.host} is not encrypted: everybody on it reads the addresses.`,
        'Take ignoreTLS out of VESNIK_SMTP_URL.',
      );
  }
}

async function signingOf(settings: Settings, newsletter: Newsletter | undefined): Promise<Diagnosis[]> {
  const dkim = await dkimSettings(settings);
  if (dkim === undefined || settings.dkim === undefined) {
    const hint = 'Set VESNIK_DKIM_DOMAIN, _SELECTOR and _KEY_FILE, or have the relay sign.';
    return [warning('signing.key', 'Mails go out unsigned.', hint)];
  }
  const found: Diagnosis[] = [await checkCoverage(dkim, new Date())];
  const { mode } = await stat(settings.dkim.keyFile);
  if ((mode & 0o077) !== 0) {
    found.push(
      warning(
        'signing.mode',
        'Other users of this machine may read the key that signs.',
        `Type: chmod 600 ${settings.dkim.keyFile}`,
      ),
    );
  }
  const domain = newsletter?.sender.address.split('@')[1]?.toLowerCase();
  if (
    domain !== undefined &&
    domain !== dkim.domain.toLowerCase() &&
    !domain.endsWith(`.${dkim.domain.toLowerCase()}`)
  ) {
    const hint = `Sign with the domain of the sender: VESNIK_DKIM_DOMAIN=${domain}`;
    found.push(
      warning(
        'signing.domain',
        `Mails come from ${domain} and are signed by ${dkim.domain}: DMARC does not count that.`,
        hint,
      ),
    );
  }
  return [ok('signing.key', `Mails are signed as ${dkim.selector}._domainkey.${dkim.domain}.`), ...found];
}

function doorsOf(url: string): Diagnosis {
  const { protocol, hostname } = new URL(url);
  if (protocol === 'https:') return ok('doors.url', `Links in mails lead to ${url}.`);
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  const hint = 'Put a proxy with TLS in front of serve, and set VESNIK_URL=https://…';
  return isLocal
    ? warning('doors.url', `Links in mails lead to ${url}: this machine only.`, hint)
    : error('doors.url', `Links in mails lead to ${url}, not encrypted: everybody on the way can use them.`, hint);
}
