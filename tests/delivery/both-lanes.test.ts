import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { afterEach, describe, expect, it } from 'vitest';
import { type DkimSettings, dkimSigner } from '#delivery/dkim.ts';
import { createLane } from '#delivery/lane.ts';
import type { Message } from '#delivery/message.ts';
import { composeTemplate } from '#delivery/message-template.ts';
import { readRelayUrl } from '#delivery/relay-address.ts';
import { type Relay, type RelayScript, startRelay } from '../smtp-relay.ts';
import { belarusian, links, personal } from './variants.ts';

const relays: Relay[] = [];
afterEach(async () => {
  for (const relay of relays.splice(0)) await relay.stop();
});

async function through(lane: 'fast' | 'slow', messages: readonly Message[], script: RelayScript = {}): Promise<Relay> {
  const relay = await startRelay(script);
  relays.push(relay);
  const way = createLane({
    relay: readRelayUrl(`${relay.url}?lane=${lane}`),
    limits: { openMs: 3000, messageMs: 3000 },
  });
  for (const message of messages) {
    const { state } = await way.send({ from: 'bounce+a@bounces.example.org', to: 'reader@example.net' }, message);
    expect(state).toBe('sent');
  }
  way.close();
  return relay;
}

const pem = { type: 'pkcs8', format: 'pem' } as const;
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const elliptic = generateKeyPairSync('ed25519');
const pemOf = (key: KeyObject): string => key.export(pem).toString();
const der = (key: KeyObject): Buffer => key.export({ type: 'spki', format: 'der' });
const records = new Map([
  ['r1._domainkey.example.org', `v=DKIM1; k=rsa; p=${der(rsa.publicKey).toString('base64')}`],
  // RFC 8463, 4.2: the key itself, which ends its DER.
  ['e1._domainkey.example.org', `v=DKIM1; k=ed25519; p=${der(elliptic.publicKey).subarray(-32).toString('base64')}`],
]);
const both: DkimSettings = {
  ...{ domain: 'example.org', selector: 'r1', privateKey: pemOf(rsa.privateKey) },
  second: { selector: 'e1', privateKey: pemOf(elliptic.privateKey) },
};

async function messages(): Promise<Message[]> {
  const dotted = `.first\n..\n.\nlast \n\n${links}\n.`;
  const variants = [
    belarusian(),
    belarusian({ text: dotted, html: `<pre>${dotted}</pre>`, pictures: [] }),
    belarusian({ text: `${'plain words \n'.repeat(60)}${links}`, pictures: [] }),
  ];
  return Promise.all(
    variants.map(async variant => dkimSigner(both)((await composeTemplate(variant)).fill(personal()))),
  );
}

describe('both lanes', () => {
  it.each([
    ['everything', ['PIPELINING', '8BITMIME', 'SIZE 10000000', 'SMTPUTF8']],
    ['nothing', []],
  ])('hand the same bytes to a relay that offers %s', async (_name, extensions) => {
    const made = await messages();
    const [fast, slow] = await Promise.all([
      through('fast', made, { extensions }),
      through('slow', made, { extensions }),
    ]);
    const sources = (relay: Relay): string[] => relay.taken.map(({ source }) => source);
    expect(sources(fast)).toHaveLength(made.length);
    expect(sources(fast)).toEqual(sources(slow));
    expect(sources(fast).map(source => source.trimEnd())).toEqual(
      made.map(message => message.whole().toString('latin1').trimEnd()),
    );
  });

  it('keep both signatures, RSA-2048 and Ed25519, such that software we did not write verifies them', async () => {
    const relay = await through('fast', await messages(), { extensions: ['PIPELINING'] });
    for (const { source } of relay.taken) {
      const { results } = await dkimVerify(Buffer.from(source, 'latin1'), {
        resolver: async (name: string) => [[records.get(name) ?? '']],
      });
      expect(results.map(result => [result.algo, result.status.result]).toSorted()).toEqual([
        ['ed25519-sha256', 'pass'],
        ['rsa-sha256', 'pass'],
      ]);
    }
  });

  it.each([
    ['MAIL', { mail: () => '451 4.3.0 later' }],
    ['RCPT', { rcpt: () => '451 4.2.1 later' }],
    ['DATA', { data: () => '451 4.3.0 later' }],
    ['the final dot', { message: () => '451 4.3.0 later' }],
  ] satisfies [string, RelayScript][])('say the same of a relay that puts off at %s', async (_step, script) => {
    const [message] = await messages();
    if (message === undefined) throw new Error('no message');
    const states = await Promise.all(
      (['fast', 'slow'] as const).map(async lane => {
        const relay = await startRelay({ ...script, extensions: ['PIPELINING'] });
        relays.push(relay);
        const way = createLane({ relay: readRelayUrl(`${relay.url}?lane=${lane}`) });
        const attempt = await way.send({ from: 'bounce+a@bounces.example.org', to: 'reader@example.net' }, message);
        way.destroy();
        return attempt.state;
      }),
    );
    expect(states).toEqual(['deferred', 'deferred']);
  });

  it('call a message uncertain whose final dot gets no answer', async () => {
    const [message] = await messages();
    if (message === undefined) throw new Error('no message');
    for (const lane of ['fast', 'slow'] as const) {
      const relay = await startRelay({ message: () => 'drop', extensions: ['PIPELINING'] });
      relays.push(relay);
      const way = createLane({ relay: readRelayUrl(`${relay.url}?lane=${lane}`) });
      const attempt = await way.send({ from: 'bounce+a@bounces.example.org', to: 'reader@example.net' }, message);
      way.destroy();
      expect(attempt.state).toBe('uncertain');
      expect(relay.taken).toHaveLength(1);
    }
  });
});
