import { Writable } from 'node:stream';
import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { paint } from '#cli/output.ts';
import { showProgress } from '#cli/progress.ts';
import { openServiceLog } from '#cli/service-log.ts';
import { openNewsroom, password } from './newsroom.ts';
import { ended, serving } from './serving.ts';

const person = 'secretive.reader@example.org';
const client = '203.0.113.77';

/** What a log holds, line by line; lines on standard output are for people. */
function lines(said: string): Record<string, unknown>[] {
  return said
    .split('\n')
    .filter(line => line.startsWith('{'))
    .map(line => JSON.parse(line));
}

describe('the log of serve', () => {
  test('says of each request which door was used and how it went, and nothing of who used it', async () => {
    let refusals = 0;
    const { env, relay } = await openNewsroom({
      login: { user: 'desk', pass: password },
      // What a relay may say when it is asked whom it knows.
      loginRefusal: command => `535 5.7.8 ${person} from ${client}: ${command}`,
      rcpt: to => (++refusals === 1 ? `451 4.3.0 <${to}> later` : undefined),
    });
    const secretive = {
      ...{ ...env, VESNIK_TRUST_PROXY: '1' },
      VESNIK_SMTP_URL: `smtp://desk:${password}@127.0.0.1:${relay.port}`,
    };
    const doors = await serving(secretive);
    const ask = async (path: string, init: RequestInit = {}) =>
      (
        await fetch(doors.url + path, {
          redirect: 'manual',
          ...init,
          headers: { 'x-forwarded-for': client, 'user-agent': 'Singular/1', cookie: 'crumb=1', ...init.headers },
        })
      ).status;
    const post = (fields: Record<string, string>) => ({ method: 'POST', body: new URLSearchParams(fields) });
    const paths: string[] = [];

    expect(await ask('/subscribe', post({ email: person, list: 'be' }))).toBe(303);
    const json = JSON.stringify({ email: `other+${person}`, list: 'be' });
    expect(
      await ask('/subscribe', { method: 'POST', body: json, headers: { 'content-type': 'application/json' } }),
    ).toBe(202);
    await relay.whenTaken(1);
    const { text = '' } = await PostalMime.parse(relay.taken[0]?.source ?? '');
    for (const [, path = ''] of text.matchAll(/https?:\/\/[^/\s]+(\/[upcd]\/[\w-]{60,})/g)) paths.push(path);
    expect(paths.map(path => path.slice(0, 3))).toContain('/c/');
    for (const path of paths) {
      const token = path.slice(3);
      for (const each of [`/c/${token}`, `/u/${token}`, `/p/${token}`, `/d/${token}`, `/x/${token}/`])
        for (const init of [{}, { method: 'HEAD' }, post({ list: 'be', email: person }), { method: 'PUT' }])
          await ask(each, init);
    }
    await ask(`/u/${'A'.repeat(59)}`);
    await ask(`/search/?q=${encodeURIComponent(person)}`);
    await ask('/healthz');
    await ask('/subscribe', { method: 'POST', body: 'x'.repeat(20_000) });
    await ended(doors, 'SIGTERM');

    const said = doors.said();
    const requests = lines(said).filter(line => 'route' in line);
    const routes = new Set(requests.map(({ method, route, status }) => `${method} ${route} ${status}`));
    for (const door of [
      ...['POST /subscribe 303', 'POST /subscribe 202', 'POST /subscribe 413', 'GET /healthz 200'],
      ...['GET /c/:token 200', 'POST /c/:token 200', 'GET /u/:token 404', 'HEAD /p/:token 404', 'PUT /d/:token 405'],
      ...['GET /* 404', 'PUT /* 405'],
    ])
      expect(routes).toContain(door);
    for (const line of requests)
      expect(Object.keys(line)).toEqual(['level', 'time', 'method', 'route', 'status', 'ms']);
    const tokens = paths.map(path => path.slice(3));
    const secrets = [person, person.split('@')[0] ?? '', client, password, env.VESNIK_KEY ?? '', 'Singular', 'crumb'];
    for (const secret of [...secrets, ...tokens, 'AAAAAAAA', encodeURIComponent(person), '127.0.0.1:5'])
      expect(said.replace(/Serving at \S+/u, '').toLowerCase()).not.toContain(secret.toLowerCase());
  });

  test('can be made to hold its tongue, and a wrong wish is refused with the ones that there are', async () => {
    const { env, vesnik } = await openNewsroom();
    const quiet = await serving({ ...env, VESNIK_LOG: 'warn' });
    await fetch(`${quiet.url}/healthz`);
    await ended(quiet, 'SIGTERM');
    expect(lines(quiet.said())).toEqual([]);
    const { code, err } = await vesnik(['serve'], { env: { VESNIK_LOG: 'loud' } });
    expect(code).toBe(2);
    expect(err).toContain('VESNIK_LOG: one of silent, error, warn, info, debug is wanted');
  });
});

describe('a log', () => {
  function logAt(isTTY: boolean) {
    const noted: string[] = [];
    const stderr = Object.assign(new Writable(), { isTTY });
    const progress = (title: string) => showProgress(title, { isTTY, write: words => noted.push(words) });
    const note = (...each: readonly string[]) => noted.push(...each);
    const log = openServiceLog({ stderr, note, paint: paint(false), progress }, 'info');
    return { log, noted };
  }

  test('is plain lines at a terminal', () => {
    const { log, noted } = logAt(true);
    log.request({ method: 'GET', route: '/u/:token', status: 200, ms: 3 });
    log.trouble('Confirmations wait: the relay does not answer.');
    expect(noted.map(line => line.slice(9))).toEqual([
      'GET /u/:token 200 3 ms',
      'Confirmations wait: the relay does not answer.',
    ]);
    expect(noted[0]).toMatch(/^\d\d:\d\d:\d\d /);
  });

  test('hides what looks like an address or a token in trouble, and stays JSON whatever a relay says', () => {
    const { log, noted } = logAt(false);
    const token = Buffer.alloc(45, 7).toString('base64url');
    log.trouble(`550 <${person}> \u2028\x1b[31m\x85 see /u/${token}`);
    const [line] = lines(noted.join('\n'));
    expect(line).toMatchObject({ level: 'warn', msg: '550 <[hidden]> \\u{2028}\\u{1b}[31m\\u{85} see /u/[hidden]' });
  });

  test('has progress as a line of its own twice a minute, and as a drawn line at a terminal', () => {
    let at = 0;
    const { log, noted } = logAt(false);
    const progress = log.progress('Delivered', { now: () => at });
    for (let done = 0; done <= 70; done += 1) {
      progress.update(done);
      at += 1000;
    }
    expect(lines(noted.join('\n'))).toMatchObject([
      { level: 'info', msg: 'Delivered  30, 1 a second' },
      { level: 'info', msg: 'Delivered  60, 1 a second' },
    ]);
    const watched = logAt(true);
    watched.log.progress('Delivered').update(5);
    expect(watched.noted).toEqual(['\r\x1b[2KDelivered  5']);
  });

  test('calls what failed here an error', () => {
    const { log, noted } = logAt(false);
    log.request({ method: 'POST', route: '/subscribe', status: 503, ms: 3 });
    expect(lines(noted.join('\n'))).toMatchObject([{ level: 'error', status: 503 }]);
  });
});
