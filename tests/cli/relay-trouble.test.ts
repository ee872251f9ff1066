import { describe, expect, test } from 'vitest';
import { openStore } from '#store/open.ts';
import { acquireSender } from '#store/sender-lock.ts';
import { openNewsroom } from './newsroom.ts';

describe('when the relay is not there', async () => {
  const { issue, relay, vesnik } = await openNewsroom();

  test('send says so and how things stand, ends with 3, and resume finishes it', async () => {
    const gone = { VESNIK_SMTP_URL: 'smtp://127.0.0.1:1' };
    const { code, out, err } = await vesnik(['send', issue, '--yes', '--skip', 'web'], { env: gone });
    expect(code).toBe(3);
    expect(out).toContain('5 recipients');
    expect(out).toContain(`npx vesnik resume ${issue}`);
    expect(err).toContain('Error:');
    expect((await vesnik(['resume', issue])).code).toBe(0);
    expect(relay.taken).toHaveLength(5);
  });
});

describe('when somebody wants to stop', async () => {
  const { issue, relay, vesnik } = await openNewsroom();

  test('send leaves what is not begun waiting, says so, and resume finishes it', async () => {
    const { code, out } = await vesnik(['send', issue, '--yes', '--skip', 'web'], { signal: AbortSignal.abort() });
    expect(code).toBe(3);
    expect(out).toContain('5 deliveries wait');
    expect(relay.taken).toEqual([]);
    expect((await vesnik(['resume', issue])).code).toBe(0);
    expect(relay.taken).toHaveLength(5);
  });
});

describe('when a mailing is given up half-way', async () => {
  const { issue, vesnik, relay } = await openNewsroom({
    rcpt: to => (to.startsWith('lena') ? `450 4.7.1 <${to}> come back later` : undefined),
  });

  test('the next look says who had it already, and the next mailing goes to the others only', async () => {
    const stop = new AbortController();
    const sending = vesnik(['send', issue, '--yes', '--skip', 'web'], { signal: stop.signal });
    await relay.whenTaken(4);
    stop.abort();
    const first = await sending;
    expect(first.code).toBe(3);
    expect((await vesnik(['cancel', issue, '--yes'])).code).toBe(0);
    const look = await vesnik(['send', issue, '--dry-run', '--skip', 'web']);
    expect(look.out).toContain('1 recipient');
    expect(look.out).toContain('Not mailed: 4 had it already.');
    delete relay.script.rcpt;
    const second = await vesnik(['send', issue, '--yes', '--skip', 'web']);
    expect(second.code).toBe(0);
    expect(relay.taken).toHaveLength(5);
  });
});

test('a second worker is refused and told who the first is (attack 25)', async () => {
  const { env, vesnik } = await openNewsroom();
  const store = await openStore({
    url: env.VESNIK_DATABASE_URL ?? '',
    masterKey: Buffer.from(env.VESNIK_KEY ?? '', 'base64'),
  });
  const sender = await acquireSender(store, { now: new Date(), host: 'first.example.org', pid: 4711 });
  const { code, err } = await vesnik(['worker']);
  expect(code).toBe(1);
  expect(err).toContain('process 4711 on first.example.org');
  await sender.release(new Date());
  await store.close();
});
