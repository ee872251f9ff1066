import { afterEach, describe, expect, it } from 'vitest';
import type { Attempt } from '#delivery/attempt.ts';
import { createLane, type Lane, type LaneOptions } from '#delivery/lane.ts';
import { messageOf } from '#delivery/message.ts';
import { readRelayUrl } from '#delivery/relay-address.ts';
import { RelayError } from '#delivery/relay-error.ts';
import { parseAddress } from '#keys/address.ts';
import { type Relay, type RelayScript, startRelay } from '../smtp-relay.ts';

const open: { relay: Relay; lane: Lane }[] = [];
afterEach(async () => {
  for (const { relay, lane } of open.splice(0)) {
    lane.destroy();
    await relay.stop();
  }
});

const limits = { openMs: 1500, messageMs: 1500 };

async function lanes(
  script: RelayScript,
  query = '',
  more: Partial<LaneOptions> = {},
): Promise<{ relay: Relay; lane: Lane }> {
  const relay = await startRelay(script);
  const url = `smtp://${script.login ? 'desk:right%20pass@' : ''}127.0.0.1:${relay.port}${query}`;
  const lane = createLane({ relay: readRelayUrl(url), limits, ...more });
  open.push({ relay, lane });
  return { relay, lane };
}

const from = 'bounce+aaaa@bounces.example.org';
const message = Buffer.from('Subject: x\r\nMessage-ID: <1@x>\r\n\r\nBody\r\n');
const send = (lane: Lane, to = 'reader@example.net', body = message): Promise<Attempt> =>
  lane.send({ from, to }, messageOf(body));

async function refusal(lane: Lane): Promise<RelayError> {
  try {
    await lane.open();
  } catch (error) {
    if (error instanceof RelayError) return error;
    throw error;
  }
  throw new Error('it was opened');
}

describe.each([
  ['with PIPELINING', ['PIPELINING']],
  ['without', []],
])('a lane %s', (_name, extensions) => {
  it('sends messages one after the other over one connection, with the envelope that it was given', async () => {
    const { relay, lane } = await lanes({ extensions });
    for (const to of ['one@example.net', 'two@example.net', "o'brien+tag@example.net"]) {
      expect((await send(lane, to)).state).toBe('sent');
    }
    expect(relay.connections()).toBe(1);
    expect(relay.taken.map(taken => [taken.from, taken.to])).toEqual([
      [from, ['one@example.net']],
      [from, ['two@example.net']],
      [from, ["o'brien+tag@example.net"]],
    ]);
  });

  it('knows a refusal of the recipient, of the moment, and of the message, and goes on over the same connection', async () => {
    const { relay, lane } = await lanes({
      extensions,
      rcpt: to =>
        to.startsWith('bad') ? `550 5.1.1 <${to}> unknown` : to.startsWith('busy') ? '451 4.7.1 greylisted' : undefined,
      message: ({ to }) =>
        to[0]?.startsWith('spam') ? '554 5.7.1 no' : to[0]?.startsWith('full') ? '452 4.2.2 full' : undefined,
    });
    expect(await send(lane, 'bad@example.net')).toMatchObject({
      state: 'failed',
      answer: '550 5.1.1 <bad@example.net> unknown',
    });
    expect(await send(lane, 'busy@example.net')).toMatchObject({ state: 'deferred', answer: '451 4.7.1 greylisted' });
    expect(await send(lane, 'spam@example.net')).toMatchObject({ state: 'failed', answer: '554 5.7.1 no' });
    expect(await send(lane, 'full@example.net')).toMatchObject({ state: 'deferred', answer: '452 4.2.2 full' });
    expect(await send(lane, 'good@example.net')).toMatchObject({ state: 'sent' });
    expect(relay.connections()).toBe(1);
  });

  it('takes a 5xx to MAIL for a word about the sender, and 421 for the end of the connection', async () => {
    const script: RelayScript = { extensions, mail: () => '550 5.7.1 sender not allowed' };
    const { relay, lane } = await lanes(script);
    expect(await send(lane)).toMatchObject({ state: 'deferred', refusesSender: true });
    script.mail = () => '421 4.3.2 closing';
    expect(await send(lane)).toMatchObject({ state: 'deferred', keepsConnection: false });
    script.mail = () => undefined;
    expect(await send(lane)).toMatchObject({ state: 'sent' });
    expect(relay.connections()).toBe(2);
  });

  it('defers when the connection goes at DATA, and is uncertain when it goes after the final dot', async () => {
    const script: RelayScript = { extensions, data: () => 'drop' };
    const { relay, lane } = await lanes(script);
    expect(await send(lane)).toMatchObject({ state: 'deferred' });
    expect(relay.taken).toHaveLength(0);
    script.data = () => undefined;
    script.message = () => 'drop';
    expect(await send(lane)).toMatchObject({ state: 'uncertain' });
    expect(relay.taken).toHaveLength(1);
    script.message = () => undefined;
    expect(await send(lane)).toMatchObject({ state: 'sent' });
  });

  it('defers on 4xx to DATA', async () => {
    const { lane } = await lanes({ extensions, data: () => '451 4.3.0 later' });
    expect(await send(lane)).toMatchObject({ state: 'deferred', answer: '451 4.3.0 later' });
  });

  it('is uncertain when no answer comes to the final dot, and defers when none comes to DATA', async () => {
    const script: RelayScript = { extensions, message: () => 'silent' };
    const { lane } = await lanes(script, '', { limits: { openMs: 1500, messageMs: 200 } });
    expect(await send(lane)).toMatchObject({ state: 'uncertain' });
    script.data = () => 'silent';
    expect(await send(lane)).toMatchObject({ state: 'deferred' });
  });
});

describe('a relay that closes', () => {
  it('after each message gets a fresh connection for the next', async () => {
    const { relay, lane } = await lanes({ closeAfter: 1 });
    for (let at = 0; at < 5; at += 1) expect((await send(lane, `r${at}@example.net`)).state).toBe('sent');
    expect(relay.connections()).toBe(5);
    expect(relay.taken).toHaveLength(5);
  });

  it('gets a fresh connection before it counts too many messages', async () => {
    const { relay, lane } = await lanes({}, '', { maxMessages: 2 });
    for (let at = 0; at < 5; at += 1) expect((await send(lane, `r${at}@example.net`)).state).toBe('sent');
    expect(relay.connections()).toBe(3);
  });

  it('in the middle of a large message leaves it deferred', async () => {
    const { relay, lane } = await lanes({ extensions: [] });
    const large = Buffer.concat([message, Buffer.alloc(30_000_000, 'x\r\n')]);
    const attempt = send(lane, 'reader@example.net', large);
    await expect.poll(() => relay.commands.includes('DATA')).toBe(true);
    await relay.stop();
    open.pop();
    expect(await attempt).toMatchObject({ state: 'deferred' });
  });

  it('is cut off in the middle of a message by the lane itself without losing count of the dot', async () => {
    const { relay, lane } = await lanes({ message: () => 'silent' });
    const attempt = send(lane);
    await relay.whenTaken(1);
    lane.destroy();
    expect(await attempt).toMatchObject({ state: 'uncertain' });
  });
});

describe('a connection that does not come to stand', () => {
  it('is refused by a greeting of 554, with the words redacted', async () => {
    const { lane } = await lanes({ greeting: '554 5.7.1 no service for you\x07' });
    const error = await refusal(lane);
    expect([error.failure, error.message]).toEqual([
      'refused',
      'The relay turned the connection away. It said: 554 5.7.1 no service for you\\x07',
    ]);
  });

  it('may come later after a greeting of 421 or none', async () => {
    expect((await refusal((await lanes({ greeting: '421 4.3.2 busy' })).lane)).failure).toBe('unreachable');
    expect((await refusal((await lanes({ greeting: 'drop' })).lane)).failure).toBe('unreachable');
    const { relay, lane } = await lanes({});
    await relay.stop();
    open.pop();
    expect((await refusal(lane)).failure).toBe('unreachable');
  });

  it('is given up when the relay answers a byte at a time', async () => {
    const { lane } = await lanes({ byteEveryMs: 100 }, '', { limits: { openMs: 300, messageMs: 300 } });
    expect((await refusal(lane)).failure).toBe('unreachable');
    const script: RelayScript = {};
    const slow = await lanes(script, '', { limits: { openMs: 1500, messageMs: 300 } });
    await slow.lane.open();
    script.byteEveryMs = 100;
    expect((await send(slow.lane)).state).toBe('deferred');
  });

  it('logs in, and never repeats the password when that fails', async () => {
    const right = await lanes({ login: { user: 'desk', pass: 'right pass' } });
    expect((await send(right.lane)).state).toBe('sent');
    const wrong = await lanes({ login: { user: 'desk', pass: 'other' } });
    const error = await refusal(wrong.lane);
    expect(error.failure).toBe('refused');
    const told = JSON.stringify({ ...error, message: error.message, cause: String(error.cause) });
    expect(told).toContain('535 5.7.8');
    expect(told).not.toMatch(/right pass|desk/);
    expect(await send(wrong.lane)).toMatchObject({ state: 'deferred' });
  });

  it.each([
    ['repeats the command', (command: string) => `535 5.7.8 not accepted: ${command}`],
    [
      'breaks it over lines',
      (command: string) => `535-5.7.8 ${command.slice(0, 20)}\r\n535 5.7.8 ${command.slice(20)}`,
    ],
    ['puts it off and repeats the command', (command: string) => `454 4.7.0 later: ${command}`],
    ['repeats the password in another spelling', () => `535 5.7.8 ${Buffer.from('right pass').toString('base64url')}`],
  ])('tells the codes only of a relay that refuses the login and %s', async (_name, loginRefusal) => {
    const { lane } = await lanes({ login: { user: 'desk', pass: 'other' }, loginRefusal });
    const { message, hint, cause } = await refusal(lane);
    expect(message).toMatch(/^The relay did not accept the login\. Its answer: (535 5\.7\.8|454 4\.7\.0)$/);
    expect(`${hint} ${String(cause)}`).not.toMatch(/right|desk|[A-Za-z0-9+/]{16}/);
  });

  it('never repeats what it logs in with where a connection is turned away', async () => {
    const whole = Buffer.from('\0desk\0right pass').toString('base64');
    const parts = ['desk', 'right pass'].map(part => Buffer.from(part).toString('base64'));
    const script = { greeting: `554 5.7.1 last time: AUTH PLAIN ${whole} ${parts.join(' ')} desk right pass` };
    const { lane } = await lanes({ ...script, login: { user: 'desk', pass: 'right pass' } });
    const { message } = await refusal(lane);
    expect(message).toContain('554 5.7.1 last time: AUTH PLAIN [hidden]');
    for (const secret of [whole, ...parts.map(part => part.replace(/=+$/, '')), 'desk', 'right pass'])
      expect(message).not.toContain(secret);
  });
});

describe('encryption', () => {
  const trust = '&tls.rejectUnauthorized=false';

  it('is used where the relay offers it', async () => {
    const { relay, lane } = await lanes({ startTls: 'works' }, `?x=1${trust}`);
    expect((await send(lane)).state).toBe('sent');
    expect(relay.taken[0]?.isEncrypted).toBe(true);
  });

  it('that is required and not offered, or refused, stops everything before an address is told', async () => {
    for (const script of [{}, { startTls: 'refused' }] satisfies RelayScript[]) {
      const { relay, lane } = await lanes(script, `?requireTLS=true${trust}`);
      expect((await refusal(lane)).failure).toBe('refused');
      expect((await send(lane)).state).toBe('deferred');
      expect(relay.commands.filter(line => /MAIL|RCPT|AUTH/.test(line))).toEqual([]);
    }
  });

  it('with a certificate that nobody vouches for is none', async () => {
    const { relay, lane } = await lanes({ startTls: 'works' }, '?requireTLS=true');
    expect((await refusal(lane)).failure).toBe('refused');
    expect(relay.commands.filter(line => /MAIL|AUTH/.test(line))).toEqual([]);
  });

  it('is not fooled by text that was sent before it', async () => {
    const { lane } = await lanes({ startTls: 'injects', extensions: ['PIPELINING'] }, `?requireTLS=true${trust}`);
    expect(await send(lane, 'чытач@example.net')).toMatchObject({ state: 'failed' });
    expect((await send(lane)).state).toBe('sent');
  });
});

describe('an address', () => {
  it('beyond ASCII goes only to a relay with SMTPUTF8', async () => {
    const without = await lanes({ extensions: ['PIPELINING'] });
    expect(await send(without.lane, 'чытач@example.net')).toMatchObject({
      state: 'failed',
      answer: expect.stringContaining('5.6.7'),
    });
    expect(without.relay.commands.filter(line => line.startsWith('RCPT'))).toEqual([]);
    expect((await send(without.lane)).state).toBe('sent');
    const withIt = await lanes({ extensions: ['SMTPUTF8'] });
    expect((await send(withIt.lane, 'чытач@example.net')).state).toBe('sent');
    expect(withIt.relay.commands.find(line => line.startsWith('MAIL'))).toContain('SMTPUTF8');
  });

  it('with a domain beyond ASCII goes out as punycode', async () => {
    const parsed = parseAddress('reader@пошта.бел');
    const { relay, lane } = await lanes({ extensions: [] });
    expect((await send(lane, parsed.ok ? parsed.address.text : '')).state).toBe('sent');
    expect(relay.taken[0]?.to).toEqual(['reader@xn--80a1acn3a.xn--90ais']);
  });

  it.each([
    'a@b.example>\r\nRCPT TO:<e@example.com',
    'a@b.example> SIZE=1\nRCPT TO:<e@example.com',
    '"a@evil.example x"@example.net',
    'group: a@b.example, c@d.example;',
    'a@b.example, c@d.example',
    'a@b.example(comment (nested))',
    '<a@b.example>',
    'a@[127.0.0.1]',
    `${'a'.repeat(10_000)}@example.net`,
    'a@b.example\0',
    '',
    'Reader@Example.NET ',
  ])('such as %j never reaches the wire', async to => {
    const { relay, lane } = await lanes({});
    expect((await send(lane, to)).state).toBe('failed');
    expect(relay.commands.filter(line => line.startsWith('RCPT'))).toEqual([]);
    expect(relay.taken).toEqual([]);
  });
});

describe('a body', () => {
  it.each(['a\r\n.\r\nb\r\n', '.\r\n', '.first\r\n..second\r\n', `${'x'.repeat(900)}\r\n.${'y'.repeat(900)}\r\n`])(
    'with dots at the start of lines arrives as it was: %j',
    async body => {
      const { relay, lane } = await lanes({});
      const whole = `Subject: x\r\n\r\n${body}`;
      expect((await send(lane, 'reader@example.net', Buffer.from(whole))).state).toBe('sent');
      expect(relay.taken.map(taken => taken.source)).toEqual([whole]);
    },
  );

  it('with lone line breaks cannot end the message early', async () => {
    const { relay, lane } = await lanes({});
    const body = 'Subject: x\r\n\r\na\n.\nb\r.\rMAIL FROM:<e@example.com>\n.\r\nc\r\n';
    expect((await send(lane, 'reader@example.net', Buffer.from(body))).state).toBe('sent');
    expect(relay.taken).toHaveLength(1);
    expect(relay.taken[0]?.source).toMatch(/c\r\n$/);
    expect(relay.commands.filter(line => line.startsWith('MAIL'))).toHaveLength(1);
  });
});
