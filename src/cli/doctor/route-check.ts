import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { type Diagnosis, error, ok, unknown, warning } from './diagnosis.ts';
import type { Names } from './names.ts';

/** Whether bounces find a way back: an MX for their domain whose host exists (RFC 5321, 5.1; RFC 7505). */
export async function checkBounceRoute(names: Names, domain: string): Promise<Diagnosis> {
  const check = 'dns.bounces';
  const hosts = await names.exchanges(domain);
  if (hosts === undefined) return unknown(check, `The DNS did not answer for the MX of ${domain}.`);
  const hint = `Add an MX record at ${domain} for a server that takes mail to every address of it: bounces, and wishes to leave.`;
  const [first] = hosts;
  if (first === undefined) return error(check, `${domain} has no MX: bounces and complaints get lost.`, hint);
  if (first === '' || first === '.')
    return error(check, `${domain} says that it takes no mail: bounces get lost.`, hint);
  const addresses = await names.addresses(first);
  if (addresses === undefined) return unknown(check, `The DNS did not answer for ${first}, the MX of ${domain}.`);
  if (addresses.length === 0) return error(check, `The MX of ${domain}, ${first}, has no address.`, hint);
  return ok(check, `Bounces to ${domain} go to ${first}.`);
}

/**
 * Names of the addresses that mail comes from: of this machine where the relay is on it, of the relay's host else. Receivers
 * refuse mail from an address whose name does not lead back to it.
 */
export async function checkReverse(names: Names, relayHost: string, isLocal: boolean): Promise<Diagnosis> {
  const check = 'dns.reverse';
  const addresses = isLocal ? publicAddresses() : isIP(relayHost) ? [relayHost] : await names.addresses(relayHost);
  if (addresses === undefined) return unknown(check, `The DNS did not answer for ${relayHost}.`);
  const [address] = addresses;
  if (address === undefined) {
    return isLocal
      ? unknown(check, 'This machine has no public address of its own: by which one mail leaves is not known here.')
      : error(check, `The relay ${relayHost} has no address.`, 'Look at the host in VESNIK_SMTP_URL.');
  }
  const owned = await names.namesOf(address);
  if (owned === undefined) return unknown(check, `The DNS did not answer for the name of ${address}.`);
  const back = await Promise.all(owned.map(name => names.addresses(name)));
  if (back.some(each => each?.includes(address)))
    return ok(check, `${address} is called ${owned[0]}, and that leads back to it.`);
  const hint = `Ask whoever runs ${address} for a PTR record with a name that leads to it.`;
  return isLocal
    ? error(check, `${address}, where mail leaves, has no name that leads back to it: large providers refuse it.`, hint)
    : warning(
        check,
        `${address}, the relay, has no name that leads back to it.`,
        `${hint} (It may send from another address.)`,
      );
}

const privateRanges =
  /^(10\.|127\.|169\.254\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|::1|f[cde])/iu;

function publicAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap(each => each ?? []);
  return all.flatMap(({ address, internal }) => (internal || privateRanges.test(address) ? [] : [address]));
}
