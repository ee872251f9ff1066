import type { Newsletter } from '#content/publication.ts';
import { type DkimSettings, dkimSigner } from '#delivery/dkim.ts';
import { openFastSession } from '#delivery/fast-session.ts';
import { encryptionOf, type RelayAddress, readRelayUrl } from '#delivery/relay-address.ts';
import { dkimSettings, publicUrl } from '../relay.ts';
import type { Settings } from '../settings.ts';
import { type Diagnosis, diagnose, ok, usable } from './diagnosis.ts';
import { checkDkim } from './dkim-check.ts';
import { checkDmarc } from './dmarc-check.ts';
import { checkDoors } from './door-check.ts';
import type { Names } from './names.ts';
import { checkBounceRoute, checkReverse } from './route-check.ts';
import { checkSpf } from './spf-check.ts';

interface Outside {
  readonly settings: Settings;
  readonly newsletter: Newsletter;
  readonly names: Names;
  readonly now: Date;
}

/** What others see of this newsletter: its names in the DNS, its relay, its doors. */
export async function checkOutside({ settings, newsletter, names, now }: Outside): Promise<Diagnosis[]> {
  const { sender } = newsletter;
  const from = domainOf(sender.address);
  const bounces = sender.bounces.toLowerCase();
  const relay = await usable(async () => (settings.smtpUrl === undefined ? undefined : readRelayUrl(settings.smtpUrl)));
  const signing = await usable(() => signingKey(settings));
  const found = await Promise.all([
    diagnose('dns.spf', async () => [await checkSpf(names, bounces)]),
    diagnose('dns.dkim', async () => (signing === undefined ? [] : [await checkDkim(names, signing)])),
    diagnose('dns.dmarc', async () => [
      await checkDmarc(names, { from, bounces, signing: signing?.domain.toLowerCase() }),
    ]),
    diagnose('dns.bounces', async () => [await checkBounceRoute(names, bounces)]),
    diagnose('dns.reverse', async () =>
      relay === undefined ? [] : [await checkReverse(names, relay.host, encryptionOf(relay) === 'local')],
    ),
    diagnose('relay.reach', async () => (relay === undefined ? [] : [await reach(relay)])),
    diagnose('doors.reach', () => checkDoors(publicUrl(settings, newsletter), now)),
  ]);
  return found.flat();
}

async function signingKey(settings: Settings): Promise<DkimSettings | undefined> {
  const signing = await dkimSettings(settings);
  if (signing !== undefined) dkimSigner(signing);
  return signing;
}

// Opens, secures and logs in, and mails nothing. What goes wrong is thrown with words for it.
async function reach(relay: RelayAddress): Promise<Diagnosis> {
  const session = await openFastSession(relay, { openMs: 15_000, messageMs: 15_000 });
  session.quit();
  return ok(
    'relay.reach',
    `The relay ${relay.host} takes our connection${relay.auth === undefined ? '' : ' and our login'}.`,
  );
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}
