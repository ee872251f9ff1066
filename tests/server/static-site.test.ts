import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DoorServer, startDoors } from './door-server.ts';

let doors: DoorServer;
beforeAll(async () => {
  doors = await startDoors();
  await doors.write('index.html', '<p>choose</p>');
  await doors.write('be/index.html', '<p>Веснік</p>');
  await doors.write('be/404.html', '<p>Няма</p>');
  await doors.write('en/404.html', '<p>None</p>');
  await doors.write('be/feed.xml', '<rss/>');
  await doors.write('_astro/style.abc.css', 'p{}');
  await doors.write('m/0a1b.jpg', 'jpeg');
  await doors.write('media/talk.mp3', '0123456789');
  await doors.write('_service/be/unsubscribe.html', '<i>[[action]]</i>');
  await doors.write('.env', 'SECRET');
  await doors.write('name with блank.txt', 'found');
  await doors.write('../outside.txt', 'SECRET');
  await symlink('../outside.txt', join(doors.distFolder, 'link.txt'));
});
afterAll(() => doors.stop());

describe('the built site', () => {
  it('is served with types and with what a browser may keep', async () => {
    const seen: Record<string, unknown> = {};
    for (const path of [
      '/',
      '/be/',
      '/be/feed.xml',
      '/_astro/style.abc.css',
      '/m/0a1b.jpg',
      '/name%20with%20%D0%B1%D0%BBank.txt',
    ]) {
      const { status, headers } = await doors.ask(path);
      seen[path] = [status, headers.get('content-type'), headers.get('cache-control')];
    }
    const kept = 'public, max-age=31536000, immutable';
    expect(seen).toEqual({
      '/': [200, 'text/html; charset=utf-8', 'no-cache'],
      '/be/': [200, 'text/html; charset=utf-8', 'no-cache'],
      '/be/feed.xml': [200, 'application/rss+xml; charset=utf-8', 'no-cache'],
      '/_astro/style.abc.css': [200, 'text/css; charset=utf-8', kept],
      '/m/0a1b.jpg': [200, 'image/jpeg', kept],
      '/name%20with%20%D0%B1%D0%BBank.txt': [200, 'text/plain; charset=utf-8', 'no-cache'],
    });
  });

  it('says 304 to a browser that has the file, and gives HEAD no body', async () => {
    const first = await doors.ask('/be/');
    const etag = first.headers.get('etag') ?? '';
    expect((await doors.ask('/be/', { headers: { 'if-none-match': etag } })).status).toBe(304);
    const head = await doors.ask('/be/', { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '19', '']);
  });

  it('sends the part of a sound that a player asks for', async () => {
    const part = async (range: string): Promise<unknown[]> => {
      const answer = await doors.ask('/media/talk.mp3', { headers: { range } });
      return [answer.status, answer.headers.get('content-range'), await answer.text()];
    };
    expect(await part('bytes=2-4')).toEqual([206, 'bytes 2-4/10', '234']);
    expect(await part('bytes=7-')).toEqual([206, 'bytes 7-9/10', '789']);
    expect(await part('bytes=-3')).toEqual([206, 'bytes 7-9/10', '789']);
    expect(await part('bytes=10-')).toEqual([416, 'bytes */10', '']);
    expect(await part('lines=1-2')).toEqual([200, null, '0123456789']);
  });

  it('redirects to a folder with its slash, never to another host', async () => {
    const answer = await doors.ask('/be?x=1');
    expect([answer.status, answer.headers.get('location')]).toEqual([308, '/be/?x=1']);
    const doubled = await doors.ask('//be');
    expect([doubled.status, doubled.headers.get('location')]).toEqual([308, '/be/']);
  });

  it('answers 404 in the language of the address, else of the browser', async () => {
    const be = await doors.ask('/be/nothing/');
    expect([be.status, await be.text()]).toEqual([404, '<p>Няма</p>']);
    const en = await doors.ask('/nothing', { headers: { 'accept-language': 'en' } });
    expect(await en.text()).toBe('<p>None</p>');
    expect(await (await doors.ask('/ru/nothing')).text()).toContain('Такой страницы нет');
  });

  it('gives nothing outside of its folder, nothing hidden and no shell', async () => {
    for (const path of [
      '/..%2foutside.txt',
      '/%2e%2e/outside.txt',
      '/be/..%5c..%5coutside.txt',
      '/link.txt',
      '/.env',
      '/_service/be/unsubscribe.html',
      '/be/%00',
      '/%ff',
      `/${'a'.repeat(5000)}`,
    ]) {
      const answer = await doors.ask(path);
      expect(answer.status, path).toBe(404);
      expect(await answer.text()).not.toMatch(/SECRET|\[\[action/);
    }
  });

  it('asks nothing of foreign hosts and cannot be framed', async () => {
    const { headers } = await doors.ask('/be/');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("form-action 'self' https://vesnik.example.org");
    expect((await doors.ask('/be/', { method: 'POST' })).status).toBe(405);
  });
});

describe('a built shell', () => {
  it('is filled, every value escaped, and takes the place of the plain page', async () => {
    const { u } = await doors.join('dressed@example.org', 'be');
    expect(await (await doors.ask(u)).text()).toBe(`<i>${u}</i>`);
  });
});
