import { generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { environmentIn, temporaryFolder, vesnik } from '../cli/command-line.ts';
import { startRelay } from '../smtp-relay.ts';

const issue = '2024-04-15';
const lists = ['en', 'be', 'ru', 'be-ru'];
const forms = ['normal', 'plain', 'discreet'];
const readers = lists.flatMap(list => forms.map(form => ({ list, form, address: `${list}.${form}@example.net` })));
const signed = [
  ...['from', 'reply-to', 'subject', 'date', 'message-id', 'to', 'mime-version', 'content-type'],
  ...['content-language', 'list-id', 'list-unsubscribe', 'list-unsubscribe-post', 'list-archive', 'feedback-id'],
];

const folder = await temporaryFolder();
const der = { type: 'spki', format: 'der' } as const;
const pem = { type: 'pkcs8', format: 'pem' } as const;
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: der, privateKeyEncoding: pem });
const elliptic = generateKeyPairSync('ed25519', { publicKeyEncoding: der, privateKeyEncoding: pem });
const records = new Map([
  ['r1._domainkey.example.org', `v=DKIM1; k=rsa; p=${rsa.publicKey.toString('base64')}`],
  ['e1._domainkey.example.org', `v=DKIM1; k=ed25519; p=${elliptic.publicKey.subarray(-32).toString('base64')}`],
]);

// What the relay has of the sample's newest week, mailed to each list in each form by the command that an editor types.
async function mailed(lane: 'fast' | 'slow') {
  const relay = await startRelay();
  const place = await temporaryFolder();
  await writeFile(join(folder, 'rsa.pem'), rsa.privateKey);
  await writeFile(join(folder, 'ed25519.pem'), elliptic.privateKey);
  const env = {
    ...environmentIn(place),
    VESNIK_SMTP_URL: `${relay.url}?lane=${lane}`,
    VESNIK_RATE: '0',
    VESNIK_CONNECTIONS: '2',
    VESNIK_DKIM_DOMAIN: 'example.org',
    VESNIK_DKIM_SELECTOR: 'r1',
    VESNIK_DKIM_KEY_FILE: join(folder, 'rsa.pem'),
    VESNIK_DKIM_ED25519_SELECTOR: 'e1',
    VESNIK_DKIM_ED25519_KEY_FILE: join(folder, 'ed25519.pem'),
  };
  const rows = readers.map(({ list, form, address }) => `${address},${list},${form}`);
  await writeFile(join(place, 'people.csv'), ['email,list,form', ...rows].join('\n'));
  for (const argv of [
    ['migrate'],
    ['subscribers', 'import', 'people.csv'],
    ['send', issue, '--yes', '--skip', 'web'],
  ]) {
    const { code, err } = await vesnik(argv, { env, folder: place });
    if (code !== 0) throw new Error(`${argv.join(' ')}: ${err}`);
  }
  await relay.stop();
  return new Map(relay.taken.map(taken => [taken.to.join(), taken]));
}

describe.each(['fast', 'slow'] as const)('a week mailed over the %s lane', async lane => {
  const taken = await mailed(lane);

  test('reaches each reader once', () => {
    expect([...taken.keys()].toSorted()).toEqual(readers.map(({ address }) => address).toSorted());
  });

  test.each(readers)('keeps every rule of headers: list $list, form $form', async ({ list, form, address }) => {
    const { source = '', from } = taken.get(address) ?? {};
    const head = source.slice(0, source.indexOf('\r\n\r\n'));
    const { headers, from: author, to, subject } = await PostalMime.parse(Buffer.from(source, 'latin1'));
    const of = (name: string): string[] => headers.filter(({ key }) => key === name).map(({ value }) => value);
    expect(from).toMatch(/^bounce\+[a-z2-7]{40}@bounces\.example\.org$/u);
    expect([author?.address, to?.map(each => each.address)]).toEqual(['newsletter@example.org', [address]]);
    for (const name of [...signed, 'archived-at']) expect([name, of(name).length]).toEqual([name, 1]);
    expect(of('auto-submitted')).toEqual([]);
    expect(of('message-id')[0]).toMatch(/^<[0-9a-f]{32}@example\.org>$/u);
    expect(of('list-id')[0]).toMatch(new RegExp(`^("[ -~]+" )?<${list}\\.vesnik\\.example\\.org>$`, 'u'));
    expect(of('list-unsubscribe')[0]).toMatch(
      /^<https:\/\/vesnik\.example\.org\/u\/[\w-]{60}>,\s*<mailto:unsubscribe\+[a-z2-7]{40}@bounces\.example\.org\?subject=unsubscribe>$/u,
    );
    expect(of('list-unsubscribe-post')).toEqual(['List-Unsubscribe=One-Click']);
    expect(of('feedback-id')[0]).toMatch(new RegExp(`^${issue}:${list}:[a-z.]+:example\\.org$`, 'u'));
    expect(of('feedback-id')[0]).not.toContain(address);
    expect(of('content-language')[0]).toMatch(/^[a-z]{2}(?:, [a-z]{2})*$/u);
    expect(of('archived-at')[0]).toMatch(/^<https:\/\/vesnik\.example\.org\//u);
    expect(subject).not.toBe('');
    // Of the wire: lines, letters, words in other alphabets.
    expect(head).toMatch(/^[\x20-\x7e\r\n\t]*$/u);
    expect(source.replaceAll('\r\n', '')).not.toMatch(/[\r\n\0]/u);
    expect(Math.max(...source.split('\r\n').map(({ length }) => length))).toBeLessThanOrEqual(998);
    for (const word of head.match(/=\?utf-8\?[^?]+\?[^?]*\?=/giu) ?? []) expect(word.length).toBeLessThanOrEqual(75);
    expect(of('content-type')[0]).toMatch(form === 'plain' ? /^text\/plain/u : /^multipart\/alternative/u);
    if (form !== 'plain') expect(source.indexOf('text/plain')).toBeLessThan(source.indexOf('text/html'));
  });

  test.each(readers)('is signed twice over all that must be covered: list $list, form $form', async ({ address }) => {
    const { source = '' } = taken.get(address) ?? {};
    const { results } = await dkimVerify(Buffer.from(source, 'latin1'), {
      resolver: async (name: string) => [[records.get(name) ?? '']],
    });
    expect(results.map(({ algo, status }) => [algo, status.result]).toSorted()).toEqual([
      ['ed25519-sha256', 'pass'],
      ['rsa-sha256', 'pass'],
    ]);
    const covered = [...source.replaceAll(/\s/gu, '').matchAll(/;h=([^;]*);b=/giu)].map(([, names = '']) =>
      names.toLowerCase().split(':'),
    );
    expect(covered).toHaveLength(2);
    for (const names of covered) expect(names).toEqual(expect.arrayContaining(signed));
    expect(source).not.toMatch(/DKIM-Signature:[^:]*\bl=/u);
  });
});

test('both lanes say the same of each reader but for what is theirs alone', async () => {
  const [fast, slow] = await Promise.all([mailed('fast'), mailed('slow')]);
  // Tokens, keys and moments are of each mailing; names of fields and the texts of all are not.
  const bare = (source = ''): string[] => [...source.matchAll(/^[A-Z][A-Za-z-]+(?=:)/gmu)].map(([name]) => name);
  for (const { address } of readers) expect(bare(fast.get(address)?.source)).toEqual(bare(slow.get(address)?.source));
});
