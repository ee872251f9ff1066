import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkDkim } from '#cli/doctor/dkim-check.ts';
import { checkDmarc } from '#cli/doctor/dmarc-check.ts';
import { type Names, openNames } from '#cli/doctor/names.ts';
import { checkBounceRoute, checkReverse } from '#cli/doctor/route-check.ts';
import { checkSpf } from '#cli/doctor/spf-check.ts';
import { type DnsServer, startDns, type Zone } from '../../dns-server.ts';

let dns: DnsServer;
let names: Names;
beforeAll(async () => {
  dns = await startDns({});
  names = openNames(dns.address);
});
afterAll(() => dns.close());

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ed25519 = generateKeyPairSync('ed25519');
const other = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = (key: typeof rsa.privateKey) => key.export({ type: 'pkcs8', format: 'pem' }).toString();
const spki = (key: typeof rsa.publicKey) => key.export({ type: 'spki', format: 'der' }).toString('base64');

/** What a look finds in a zone: `state: message`. */
async function inZone(zone: Zone, look: () => Promise<{ state: string; message: string }>): Promise<string> {
  dns.records = zone;
  const { state, message } = await look();
  return `${state}: ${message}`;
}

const chain = (length: number): Zone =>
  Object.fromEntries(
    Array.from({ length }, (_, at) => [`n${at}.example.org`, { TXT: [`v=spf1 include:n${at + 1}.example.org -all`] }]),
  );

test.each([
  ['v=spf1 include:relay.example.net -all', /^ok: .*1 of 10 look-ups/],
  ['v=spf1 ip4:192.0.2.1 ?all', /^warning: .*allows everybody/],
  ['v=spf1 +all', /^warning: .*allows everybody/],
  ['some other text', /^error: .*no SPF record/],
  ['v=spf1 include:example.org -all', /^error: .*more than 10 look-ups/],
  ['v=spf1 include:n0.example.org -all', /^error: .*more than 10 look-ups/],
])('the SPF record %s is judged', async (record, verdict) => {
  const zone = { ...chain(12), 'example.org': { TXT: [record] } };
  expect(await inZone(zone, () => checkSpf(names, 'example.org'))).toMatch(verdict);
});

test('two SPF records count as none, and a silent name server is no verdict', async () => {
  const two = { 'example.org': { TXT: ['v=spf1 -all', 'v=spf1 mx -all'] } };
  expect(await inZone(two, () => checkSpf(names, 'example.org'))).toMatch(/^error: .*2 SPF records/);
  const silent = openNames(dns.address, 50);
  expect(await inZone({ 'example.org': { SILENT: [] } }, () => checkSpf(silent, 'example.org'))).toMatch(/^unknown: /);
});

test.each([
  ['the right key', `v=DKIM1; k=rsa; p=${spki(rsa.publicKey)}`, /^ok: /],
  ['the right key with a blank in it', `v=DKIM1; p=${spki(rsa.publicKey).replace('B', 'B ')}`, /^ok: /],
  ['another key', `v=DKIM1; k=rsa; p=${spki(other.publicKey)}`, /^error: .*another one/],
  ['a revoked key', 'v=DKIM1; p=', /^error: .*revoked/],
  ['a key for sha1 only', `v=DKIM1; h=sha1; p=${spki(rsa.publicKey)}`, /^error: .*sha256/],
  ['a key for another service', `v=DKIM1; s=tlsrpt; p=${spki(rsa.publicKey)}`, /^error: .*not for mail/],
  ['a key on trial', `v=DKIM1; t=y; p=${spki(rsa.publicKey)}`, /^warning: .*only tried/],
  ['a wrong kind', `v=DKIM1; k=ed25519; p=${spki(rsa.publicKey)}`, /^error: .*another kind/],
  ['something else', 'hello', /^error: .*no key/],
])('DKIM with %s in the DNS is judged', async (_, record, verdict) => {
  const key = { domain: 'example.org', selector: 'v1', privateKey: pem(rsa.privateKey) };
  const zone = { 'v1._domainkey.example.org': { TXT: [record] } };
  expect(await inZone(zone, () => checkDkim(names, key))).toMatch(verdict);
});

test('a key of Ed25519 is in the DNS by its bare 32 bytes', async () => {
  const key = { domain: 'example.org', selector: 'e1', privateKey: pem(ed25519.privateKey) };
  const bare = ed25519.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64');
  const zone = { 'e1._domainkey.example.org': { TXT: [`v=DKIM1; k=ed25519; p=${bare}`] } };
  expect(await inZone(zone, () => checkDkim(names, key))).toMatch(/^ok: /);
  const { hint } = await checkDkim(names, { ...key, selector: 'e2' });
  expect(hint).toContain(`k=ed25519; p=${bare}`);
});

const aligned = { from: 'news.example.org', bounces: 'bounces.news.example.org', signing: 'news.example.org' };
test.each([
  ['v=DMARC1; p=reject', aligned, /^ok: example\.org .*p=reject/],
  ['v=DMARC1; p=none', aligned, /^warning: .*only watches/],
  ['v=DMARC1; rua=mailto:a@example.org', aligned, /^error: .*says nothing/],
  ['v=DMARC2; p=none', aligned, /^error: .*no DMARC policy/],
  ['v=DMARC1; p=reject', { ...aligned, signing: undefined }, /^warning: .*SPF alone/],
  ['v=DMARC1; p=reject; aspf=s', { ...aligned, signing: undefined }, /^error: Neither/],
  ['v=DMARC1; p=reject; adkim=s', { ...aligned, signing: 'example.org' }, /^warning: .*SPF alone/],
  ['v=DMARC1; p=reject', { ...aligned, signing: 'relay.example.net', bounces: 'relay.example.net' }, /^error: Neither/],
])('DMARC %s is judged', async (record, domains, verdict) => {
  const zone = { '_dmarc.example.org': { TXT: [record] } };
  expect(await inZone(zone, () => checkDmarc(names, domains))).toMatch(verdict);
});

test('bounces need an MX whose host has an address', async () => {
  const look = () => checkBounceRoute(names, 'bounces.example.org');
  const host = { 'mx.example.org': { A: ['192.0.2.1'] } };
  expect(await inZone({}, look)).toMatch(/^error: .*no MX/);
  expect(await inZone({ 'bounces.example.org': { MX: ['0 .'] } }, look)).toMatch(/^error: .*takes no mail/);
  expect(await inZone({ 'bounces.example.org': { MX: ['10 mx.example.org'] } }, look)).toMatch(/^error: .*no address/);
  const two = { 'bounces.example.org': { MX: ['20 spare.example.org', '10 mx.example.org'] }, ...host };
  expect(await inZone(two, look)).toBe('ok: Bounces to bounces.example.org go to mx.example.org.');
});

test('the name of an address must lead back to it', async () => {
  const look = () => checkReverse(names, 'relay.example.org', false);
  const relay = { 'relay.example.org': { A: ['192.0.2.1'] } };
  const back = { '1.2.0.192.in-addr.arpa': { PTR: ['relay.example.org'] } };
  expect(await inZone({}, look)).toMatch(/^error: .*has no address/);
  expect(await inZone(relay, look)).toMatch(/^warning: .*no name that leads back/);
  expect(await inZone({ ...relay, '1.2.0.192.in-addr.arpa': { PTR: ['else.example.net'] } }, look)).toMatch(
    /^warning: /,
  );
  expect(await inZone({ ...relay, ...back }, look)).toMatch(/^ok: .*leads back/);
});
