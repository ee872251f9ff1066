import { describe, expect, test } from 'vitest';
import { openStore } from '#store/open.ts';
import { signUp } from '#store/sign-up.ts';
import { openNewsroom } from './newsroom.ts';
import { ended, serving } from './serving.ts';

async function signUpAt(url: string, email: string): Promise<number> {
  const body = new URLSearchParams({ email, list: 'be' });
  return (await fetch(`${url}/subscribe`, { method: 'POST', body, redirect: 'manual' })).status;
}

describe('who signs up', () => {
  test('gets their mail from serve, and again from the next one where the first was killed without an answer', async () => {
    const { env, relay } = await openNewsroom({ message: () => 'silent' });
    const first = await serving(env);
    expect(await signUpAt(first.url, 'new@example.org')).toBe(303);
    await relay.whenTaken(1);
    await ended(first, 'SIGKILL');
    relay.script.message = () => '250 2.0.0 taken';
    const second = await serving(env);
    await relay.whenTaken(2);
    await ended(second, 'SIGTERM');
    expect(relay.taken.map(({ to }) => to)).toEqual([['new@example.org'], ['new@example.org']]);
    expect(relay.taken[1]?.messageId).toBe(relay.taken[0]?.messageId);
    expect(`${first.said()}${second.said()}`).not.toContain('new@example.org');
    const third = await serving(env);
    await ended(third, 'SIGTERM');
    expect(relay.taken).toHaveLength(2);
  });

  test('is written down where there is no relay, and gets their mail from a worker', async () => {
    const { env, relay, vesnik } = await openNewsroom();
    const mute = await serving({ ...env, VESNIK_SMTP_URL: '' });
    expect(mute.said()).toContain('Neither VESNIK_SMTP_URL nor VESNIK_TRANSPORT is set');
    expect(await signUpAt(mute.url, 'patient@example.org')).toBe(303);
    await ended(mute, 'SIGTERM');
    const stop = new AbortController();
    const working = vesnik(['worker'], { signal: stop.signal });
    await relay.whenTaken(1);
    stop.abort();
    expect((await working).code).toBe(0);
    expect(relay.taken[0]?.to).toEqual(['patient@example.org']);
  });

  test('gets their mail while an issue is being mailed', async () => {
    let isHeld = true;
    const { env, issue, relay, vesnik } = await openNewsroom({
      message: ({ to }) => (isHeld && to[0] !== 'late@example.org' ? '451 4.3.0 later' : undefined),
    });
    const doors = await serving(env);
    const stop = new AbortController();
    const mailing = vesnik(['send', issue, '--yes', '--skip', 'web'], { signal: stop.signal });
    await relay.whenTaken(1);
    const store = await openStore({
      url: env.VESNIK_DATABASE_URL ?? '',
      masterKey: Buffer.from(env.VESNIK_KEY ?? '', 'base64'),
    });
    await signUp(store, { address: 'late@example.org', list: 'ru', source: 'form' }, new Date());
    await store.close();
    while (!relay.taken.some(({ to }) => to[0] === 'late@example.org')) await relay.whenTaken(relay.taken.length + 1);
    isHeld = false;
    stop.abort();
    await mailing;
    await ended(doors, 'SIGTERM');
  });
});
