import { createPrivateKey, createPublicKey } from 'node:crypto';
import { type Diagnosis, error, ok, unknown, warning } from './diagnosis.ts';
import type { Names } from './names.ts';
import { readTags } from './tag-list.ts';

interface SigningKey {
  readonly domain: string;
  readonly selector: string;
  /** PEM. */
  readonly privateKey: string;
}

/** Whether the public half of the key that signs is in the DNS, and allowed to sign mail (RFC 6376, 3.6.1; RFC 8463). */
export async function checkDkim(names: Names, { domain, selector, privateKey }: SigningKey): Promise<Diagnosis> {
  const check = 'dns.dkim';
  const name = `${selector}._domainkey.${domain}`;
  const { kind, published } = publicHalf(privateKey);
  const wanted = `v=DKIM1; k=${kind}; p=${published}`;
  const put = `Put this TXT record at ${name}: ${wanted}`;
  const records = await names.texts(name);
  if (records === undefined) return unknown(check, `The DNS did not answer for ${name}.`);
  const keys = records.filter(record => readTags(record).has('p'));
  const [record] = keys;
  if (record === undefined) return error(check, `There is no key at ${name}: every signature fails.`, put);
  if (keys.length > 1)
    return error(check, `There are ${keys.length} keys at ${name}: receivers may take the wrong one.`, 'Leave one.');
  const tags = readTags(record);
  const key = (tags.get('p') ?? '').replaceAll(/\s+/gu, '');
  if (key === '') return error(check, `The key at ${name} is revoked: every signature fails.`, put);
  if (key !== published) return error(check, `The key at ${name} is another one than that which signs.`, put);
  if ((tags.get('k') ?? 'rsa') !== kind)
    return error(check, `The key at ${name} says that it is of another kind.`, put);
  if (!allows(tags.get('h'), 'sha256')) return error(check, `The key at ${name} does not allow sha256 (h=).`, put);
  if (!allows(tags.get('s'), 'email')) return error(check, `The key at ${name} is not for mail (s=).`, put);
  if (tags.get('t')?.split(':').includes('y')) {
    return warning(check, `The key at ${name} says that it is only tried (t=y).`, 'Take t=y out of the record.');
  }
  return ok(check, `The key that signs is at ${name}.`);
}

function publicHalf(pem: string): { kind: 'rsa' | 'ed25519'; published: string } {
  const key = createPublicKey(createPrivateKey(pem));
  const der = key.export({ type: 'spki', format: 'der' });
  // RFC 8463, 4.2: the bare 32 bytes, which end the structure.
  if (key.asymmetricKeyType === 'ed25519') return { kind: 'ed25519', published: der.subarray(-32).toString('base64') };
  return { kind: 'rsa', published: der.toString('base64') };
}

function allows(list: string | undefined, wanted: string): boolean {
  const items = list?.split(':').map(item => item.trim().toLowerCase());
  return items === undefined || items.includes('*') || items.includes(wanted);
}
