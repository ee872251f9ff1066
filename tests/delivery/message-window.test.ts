import { afterEach, describe, expect, it } from 'vitest';
import type { Attempt } from '#delivery/attempt.ts';
import { createLane, type Lane } from '#delivery/lane.ts';
import { messageOf } from '#delivery/message.ts';
import { readRelayUrl } from '#delivery/relay-address.ts';
import { type Relay, type RelayScript, startRelay } from '../smtp-relay.ts';

const open: { relay: Relay; lane: Lane }[] = [];
afterEach(async () => {
  for (const { relay, lane } of open.splice(0)) {
    lane.destroy();
    await relay.stop();
  }
});

const all = ['PIPELINING', '8BITMIME', 'SIZE 1000000', 'SMTPUTF8'];
const names = ['one', 'two', 'three', 'four', 'five'];

async function laneTo(script: RelayScript, { query = '', messageMs = 2000 } = {}) {
  const relay = await startRelay({ extensions: all, ...script });
  const lane = createLane({
    relay: readRelayUrl(`${relay.url}${query}`),
    limits: { openMs: 3000, messageMs },
  });
  open.push({ relay, lane });
  return { relay, lane };
}

// Each says who it is for, in every place where two could be mixed up.
function send(lane: Lane, name: string, more = ''): Promise<Attempt> {
  const text = `Subject: for ${name}\r\nMessage-ID: <${name}@example.org>\r\n\r\n.This is for ${name}${more}.\r\n`;
  return lane.send(
    { from: `bounce+${name}@bounces.example.org`, to: `${name}@example.net` },
    messageOf(Buffer.from(text)),
  );
}

/** All at once where the lane takes several, as it is given them by a sender; else one after the other. */
async function sendAll(lane: Lane, given: readonly string[] = names): Promise<Attempt['state'][]> {
  const depth = await lane.open();
  const states: Attempt['state'][] = [];
  for (let at = 0; at < given.length; at += depth) {
    const group = given.slice(at, at + depth).map(name => send(lane, name));
    states.push(...(await Promise.all(group)).map(({ state }) => state));
  }
  return states;
}

function expectUnmixed(relay: Relay): void {
  for (const { from, to, source, messageId } of relay.taken) {
    const name = /^<(.*)@/.exec(messageId)?.[1];
    expect([from, to]).toEqual([`bounce+${name}@bounces.example.org`, [`${name}@example.net`]]);
    expect(source).toContain(`.This is for ${name}`);
  }
  const ids = relay.taken.map(({ messageId }) => messageId);
  expect(new Set(ids).size).toBe(ids.length);
}

const isTwo = (address: string): boolean => /(?:^|\+)two@/.test(address);
const stages: [string, (answer: string) => RelayScript][] = [
  ['MAIL', answer => ({ mail: from => (isTwo(from) ? answer : undefined) })],
  ['RCPT', answer => ({ rcpt: to => (isTwo(to) ? answer : undefined) })],
  ['DATA', answer => ({ data: to => (isTwo(to) ? answer : undefined) })],
  ['the final dot', answer => ({ message: ({ to }) => (isTwo(to.join()) ? answer : undefined) })],
];
const lanes = [
  ['the fast lane, pipelined', '', all],
  ['the fast lane, step by step', '', all.slice(1)],
  ['the slow lane', '?lane=slow', all],
] as const;

describe.each(lanes)('%s: a message that meets with trouble', (_lane, query, extensions) => {
  describe.each(stages)('at %s', (stage, scriptOf) => {
    it.each(['451 4.3.0 later', '550 5.7.1 never'])('of %s leaves its neighbours unharmed', async answer => {
      const { relay, lane } = await laneTo({ extensions, ...scriptOf(answer) }, { query });
      const states = await sendAll(lane);
      const isDeferred = answer.startsWith('4') || stage === 'MAIL';
      expect(states).toEqual(['sent', isDeferred ? 'deferred' : 'failed', 'sent', 'sent', 'sent']);
      const arrived = stage === 'the final dot' ? names : names.filter(name => name !== 'two');
      expect(relay.taken.map(({ messageId }) => messageId)).toEqual(arrived.map(name => `<${name}@example.org>`));
      expectUnmixed(relay);
    });

    it('of 421 ends the connection, and its neighbours go over the next one', async () => {
      const { relay, lane } = await laneTo({ extensions, ...scriptOf('421 4.3.2 closing') }, { query });
      expect(await sendAll(lane)).toEqual(['sent', 'deferred', 'sent', 'sent', 'sent']);
      expect(relay.connections()).toBe(2);
      expectUnmixed(relay);
    });

    it.each(['drop', 'silent'])('of a relay that goes %s is uncertain after its dot only', async answer => {
      const { relay, lane } = await laneTo({ extensions, ...scriptOf(answer) }, { query, messageMs: 400 });
      const states = await sendAll(lane);
      expect(states).toEqual(['sent', stage === 'the final dot' ? 'uncertain' : 'deferred', 'sent', 'sent', 'sent']);
      expectUnmixed(relay);
      expect(relay.taken).toHaveLength(stage === 'the final dot' ? 5 : 4);
    });
  });

  it('of a relay that answers a byte at a time goes all the same', async () => {
    const script: RelayScript = { extensions };
    const { relay, lane } = await laneTo(script, { query, messageMs: 20_000 });
    await lane.open();
    script.byteEveryMs = 1;
    expect(await sendAll(lane, ['one', 'two'])).toEqual(['sent', 'sent']);
    expectUnmixed(relay);
  });
});

describe('the first of two in one window', () => {
  it('that is dropped after its dot is uncertain, and the second, not begun, goes at once over another connection', async () => {
    const { relay, lane } = await laneTo({ message: ({ to }) => (to.join().startsWith('one') ? 'drop' : undefined) });
    await lane.open();
    const states = await Promise.all([send(lane, 'one'), send(lane, 'two')]);
    expect(states.map(({ state }) => state)).toEqual(['uncertain', 'sent']);
    expect(relay.taken.map(({ messageId }) => messageId)).toEqual(['<one@example.org>', '<two@example.org>']);
    expectUnmixed(relay);
  });

  it('is answered before a byte of the second one’s content is sent', async () => {
    const { relay, lane } = await laneTo({ message: () => 'silent' }, { messageMs: 300 });
    await lane.open();
    await Promise.all([send(lane, 'one'), send(lane, 'two')]);
    expect(relay.taken.map(({ messageId }) => messageId)).toContain('<one@example.org>');
    expectUnmixed(relay);
  });
});

describe('a relay that does not offer', () => {
  it.each(['PIPELINING', '8BITMIME', 'SIZE', 'SMTPUTF8'])('%s alone gets what the others allow', async missing => {
    const { relay, lane } = await laneTo({ extensions: all.filter(line => !line.startsWith(missing)) });
    const depth = await lane.open();
    const group = ['one', 'two'].map(name => send(lane, name, ' ды іншых'));
    const states = depth > 1 ? await Promise.all(group) : [await group[0], await group[1]];
    expect(states.map(attempt => attempt?.state)).toEqual(['sent', 'sent']);
    const letter = messageOf(Buffer.from('Subject: x\r\n\r\nx\r\n'));
    const beyond = await lane.send({ from: 'bounce+c@bounces.example.org', to: 'чытач@example.net' }, letter);
    expect(beyond.state).toBe(missing === 'SMTPUTF8' ? 'failed' : 'sent');
    const mails = relay.commands.filter(line => line.startsWith('MAIL'));
    expect(mails.every(line => line.includes(' SIZE=') === (missing !== 'SIZE'))).toBe(true);
    expect(mails.slice(0, 2).every(line => line.includes(' BODY=8BITMIME') === (missing !== '8BITMIME'))).toBe(true);
    expect(mails.some(line => line.includes(' SMTPUTF8'))).toBe(missing !== 'SMTPUTF8');
    expect(relay.mostAtOnce() > 1).toBe(missing !== 'PIPELINING');
    expect(
      relay.taken.slice(0, 2).map(({ source }) => source.includes(Buffer.from('ды іншых').toString('latin1'))),
    ).toEqual([true, true]);
  });

  it('enough room gets no message that is too large, and the mailing can be put right', async () => {
    const { relay, lane } = await laneTo({ extensions: ['PIPELINING', 'SIZE 100'] });
    expect(await send(lane, 'one', 'x'.repeat(200))).toMatchObject({ state: 'deferred', refusesSender: true });
    expect(relay.commands.filter(line => line.startsWith('MAIL'))).toEqual([]);
  });
});

describe.each([
  ['', 'fast'],
  ['&lane=slow', 'slow'],
])('a connection%s', (more, lane) => {
  const trust = '?tls.rejectUnauthorized=false';
  it.each(['PLAIN', 'LOGIN', 'CRAM-MD5'] as const)(
    `logs in by %s under STARTTLS in the ${lane} lane`,
    async mechanism => {
      const relay = await startRelay({
        ...{ extensions: all, startTls: 'works', login: { user: 'desk', pass: 'right pass', mechanism } },
      });
      const url = `smtp://desk:right%20pass@127.0.0.1:${relay.port}${trust}&requireTLS=true${more}`;
      const way = createLane({ relay: readRelayUrl(url) });
      open.push({ relay, lane: way });
      expect(await sendAll(way)).toEqual(names.map(() => 'sent'));
      expect(relay.taken.every(({ isEncrypted }) => isEncrypted)).toBe(true);
      expect(relay.commands.find(line => line.startsWith('AUTH'))).toContain(`AUTH ${mechanism}`);
      expectUnmixed(relay);
    },
  );

  it(`is encrypted from the first byte where the URL says so, in the ${lane} lane`, async () => {
    const relay = await startRelay({ extensions: all, implicitTls: true });
    const way = createLane({ relay: readRelayUrl(`smtps://127.0.0.1:${relay.port}${trust}${more}`) });
    open.push({ relay, lane: way });
    expect(await sendAll(way)).toEqual(names.map(() => 'sent'));
    expect(relay.taken.every(({ isEncrypted }) => isEncrypted)).toBe(true);
    expectUnmixed(relay);
  });

  it(`whose STARTTLS somebody took out on the way is refused before an address is told, in the ${lane} lane`, async () => {
    const relay = await startRelay({ extensions: all });
    const way = createLane({ relay: readRelayUrl(`${relay.url}${trust}&requireTLS=true${more}`) });
    open.push({ relay, lane: way });
    expect((await send(way, 'one')).state).toBe('deferred');
    expect(relay.commands.filter(line => /^(?:MAIL|RCPT|AUTH)/.test(line))).toEqual([]);
  });
});

describe.each([
  ['', 'fast'],
  ['?lane=slow', 'slow'],
])('a relay%s', (query, lane) => {
  it.each([
    ['greets with 554', { greeting: '554 5.7.1 no' }],
    ['greets with 421', { greeting: '421 4.3.2 busy' }],
    ['hangs up at once', { greeting: 'drop' }],
    ['says nothing', { greeting: 'silent' }],
    ['refuses EHLO and HELO', { hello: '550 5.0.0 no' }],
    ['puts EHLO off', { hello: '421 4.3.2 later' }],
    ['hangs at EHLO', { hello: 'silent' }],
  ] satisfies [string, RelayScript][])(`that %s costs no message in the ${lane} lane`, async (_how, script) => {
    const relay = await startRelay(script);
    const way = createLane({ relay: readRelayUrl(`${relay.url}${query}`), limits: { openMs: 300, messageMs: 300 } });
    open.push({ relay, lane: way });
    await expect(way.open()).rejects.toThrow();
    expect((await send(way, 'one')).state).toBe('deferred');
    expect(relay.taken).toEqual([]);
  });
});
