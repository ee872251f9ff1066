import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { chooseCoding, isCompressible } from '#server/content-coding.ts';
import { type DoorServer, startDoors } from './door-server.ts';

const long = `<p>${'Мяжа, санкцыі і тыдзень без навін. '.repeat(200)}</p>`;
const longBytes = Buffer.byteLength(long);

let doors: DoorServer;
beforeAll(async () => {
  doors = await startDoors();
  await doors.write('be/index.html', long);
  await doors.write('be/short/index.html', '<p>Веснік</p>');
  await doors.write('be/picture.jpg', Buffer.alloc(5000, 7));
  await doors.write('_service/be/unsubscribe.html', `${long}<i>[[action]]</i>`);
});
afterAll(() => doors.stop());

const browser = 'gzip, deflate, br, zstd';

async function ask(path: string, headers: Record<string, string>, method = 'GET') {
  const answer = await doors.ask(path, { method, headers });
  const of = (name: string) => answer.headers.get(name);
  return {
    status: answer.status,
    coding: of('content-encoding'),
    vary: of('vary'),
    length: Number(of('content-length')),
    etag: of('etag') ?? '',
    text: await answer.text(),
  };
}

test.each([
  [undefined, undefined],
  ['', undefined],
  [browser, 'br'],
  ['gzip', 'gzip'],
  ['GZIP;q=0.8, br;q=0.5', 'gzip'],
  ['br;q=0, *', 'gzip'],
  ['*', 'br'],
  // A player in Chromium, which seeks by bytes.
  ['identity;q=1, *;q=0', undefined],
  ['identity, br;q=0.5', undefined],
  ['br;q=nonsense', undefined],
  ['deflate, zstd', undefined],
] as const)('Accept-Encoding %j is answered with %s', (header, coding) => {
  expect(chooseCoding(header)).toBe(coding);
});

test('words are compressed; what is packed, tiny or huge is not', () => {
  for (const type of ['text/html; charset=utf-8', 'image/svg+xml', 'application/json', 'application/rss+xml'])
    expect(isCompressible(type, 2000), type).toBe(true);
  for (const type of ['image/webp', 'font/woff2', 'audio/mpeg', 'application/octet-stream'])
    expect(isCompressible(type, 2000), type).toBe(false);
  expect(isCompressible('text/html', 500)).toBe(false);
  expect(isCompressible('text/html', 1e9)).toBe(false);
});

describe('a page of the site', () => {
  it.each(['br', 'gzip'])('travels as %s where the browser knows it, and is the same text', async coding => {
    const seen = await ask('/be/', { 'accept-encoding': coding });
    expect(seen).toMatchObject({ status: 200, coding, vary: 'Accept-Encoding', text: long });
    expect(seen.length).toBeLessThan(longBytes / 10);
    const again = await ask('/be/', { 'accept-encoding': coding });
    expect(again).toEqual(seen);
    const head = await ask('/be/', { 'accept-encoding': coding }, 'HEAD');
    expect(head).toEqual({ ...seen, text: '' });
  });

  it('travels as it is to everybody else, and caches are told to keep both apart', async () => {
    const plain = await ask('/be/', { 'accept-encoding': 'identity' });
    expect(plain).toMatchObject({ coding: null, vary: 'Accept-Encoding', length: longBytes, text: long });
    const packed = await ask('/be/', { 'accept-encoding': browser });
    expect(packed.etag).not.toBe(plain.etag);
    const known = { 'accept-encoding': browser, 'if-none-match': packed.etag };
    expect(await ask('/be/', known)).toMatchObject({ status: 304, vary: 'Accept-Encoding', text: '' });
    expect(await ask('/be/', { ...known, 'if-none-match': plain.etag })).toMatchObject({ status: 200, coding: 'br' });
  });

  it('is given anew after it changed', async () => {
    await doors.write('be/moving/index.html', long);
    const before = await ask('/be/moving/', { 'accept-encoding': browser });
    await doors.write('be/moving/index.html', `${long}<p>Яшчэ</p>`);
    const after = await ask('/be/moving/', { 'accept-encoding': browser });
    expect(after.text).toBe(`${long}<p>Яшчэ</p>`);
    expect(after.etag).not.toBe(before.etag);
  });

  it('is cut into parts only as it is, and a part of another state is not mixed in', async () => {
    const headers = { 'accept-encoding': browser, range: 'bytes=0-2' };
    const part = await ask('/be/', headers);
    expect(part).toMatchObject({ status: 206, coding: null, vary: 'Accept-Encoding', text: '<p>' });
    expect(await ask('/be/', { ...headers, 'if-range': part.etag })).toMatchObject({ status: 206, text: '<p>' });
    expect(await ask('/be/', { ...headers, 'if-range': '"other"' })).toMatchObject({ status: 200, text: long });
  });

  it('that is short, and pictures, are left as they are', async () => {
    for (const path of ['/be/short/', '/be/picture.jpg'])
      expect(await ask(path, { 'accept-encoding': browser })).toMatchObject({ coding: null, vary: null });
  });
});

describe('a page behind a personal link', () => {
  it('is never compressed, so that its size tells nothing', async () => {
    const { u } = await doors.join('quiet@example.org');
    const { status, coding, text } = await ask(u, { 'accept-encoding': browser });
    expect({ status, coding }).toEqual({ status: 200, coding: null });
    expect(text).toContain(u);
  });
});
