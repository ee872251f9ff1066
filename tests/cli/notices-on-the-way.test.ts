import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { afterAll, describe, expect, test } from 'vitest';
import { handClock } from '../hand-clock.ts';
import { type Relay, startRelay } from '../smtp-relay.ts';
import { openNewsroom, people } from './newsroom.ts';

const editor = 'editor@example.org';

/** A newsletter with somebody to be told, whose mailing was approved and not begun. */
async function openWaiting() {
  const room = await openNewsroom();
  const file = join(room.root, 'content/newsletter.yaml');
  await writeFile(file, `${await readFile(file, 'utf8')}\nnotify: [${editor}]\n`);
  const { code } = await room.vesnik(['send', room.issue, '--yes', '--skip', 'web'], { signal: AbortSignal.abort() });
  if (code !== 3) throw new Error('it was not left waiting');
  return room;
}

async function told(relay: Relay, count: number) {
  const toEditor = () => relay.taken.filter(({ to }) => to[0] === editor);
  for (let seen = relay.taken.length; toEditor().length < count; seen += 1) await relay.whenTaken(seen + 1);
  return Promise.all(toEditor().map(({ source }) => PostalMime.parse(source)));
}

describe('where a mailing waits and nobody sends it', async () => {
  const { issue, relay, vesnik } = await openWaiting();

  test('serve mails so after fifteen minutes, once, and when somebody has sent it, how it went', async () => {
    const [clock, stop] = [handClock(), new AbortController()];
    const minutes = async (count: number): Promise<void> => {
      for (let minute = 0; minute < count; minute += 1) await clock.forward(60_000);
    };
    const serving = vesnik(['serve', '--port', '0'], { clock, signal: stop.signal });
    // The first look cannot tell a dead sender from a living one; the last of these has begun, fourteen are over.
    await minutes(15);
    expect(relay.taken).toEqual([]);
    await minutes(1);
    const [first] = await told(relay, 1);
    expect(first?.subject).toContain(issue);
    expect(first?.text).toContain('npx vesnik worker');
    expect(first?.html).toContain('<code dir="ltr"');
    await minutes(20);
    expect((await vesnik(['resume', issue])).code).toBe(0);
    await minutes(2);
    const [, second, ...more] = await told(relay, 2);
    expect(second?.subject).toMatch(/5 \S+ 5$/u);
    expect(more).toEqual([]);
    stop.abort();
    const { code, err } = await serving;
    expect(code).toBe(0);
    expect(err).toContain(`${issue} is due and nobody sends it. Start npx vesnik worker.`);
    expect(relay.taken).toHaveLength(people.length + 2);
  });
});

describe('where the relay of the readers is away', async () => {
  const { env, issue, relay: other, vesnik } = await openWaiting();
  const relay = await startRelay();
  afterAll(() => relay.stop());

  test('the notice of it goes over the relay of notices, and readers’ mail never does', async () => {
    const stop = new AbortController();
    const away = { VESNIK_SMTP_URL: 'smtp://127.0.0.1:1', VESNIK_NOTICE_SMTP_URL: relay.url };
    const working = vesnik(['worker'], { env: { ...env, ...away }, signal: stop.signal });
    const [first] = await told(relay, 1);
    expect(first?.subject).toContain(issue);
    expect(first?.text).toMatch(/> The relay cannot be reached\. Check host/u);
    stop.abort();
    const { err } = await working;
    expect(err).toContain(`${issue} waits for the relay`);
    const status = await vesnik(['status', issue]);
    expect(status.out).toContain('The relay has not taken it since');
    // Its own relay is back: the readers get theirs there.
    const back = new AbortController();
    const again = vesnik(['worker'], { env: { ...env, VESNIK_NOTICE_SMTP_URL: relay.url }, signal: back.signal });
    await other.whenTaken(people.length);
    await told(relay, 2);
    back.abort();
    expect((await again).code).toBe(0);
    expect(other.taken.map(({ to }) => to[0]).toSorted()).toEqual(people.toSorted());
    expect(new Set(relay.taken.map(({ to }) => to[0]))).toEqual(new Set([editor]));
  });
});
