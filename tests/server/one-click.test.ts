import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mintLinkToken } from '#keys/link-token.ts';
import { type DoorServer, form, oneClick, startDoors } from './door-server.ts';

let doors: DoorServer;
beforeAll(async () => {
  doors = await startDoors();
});
afterAll(() => doors.stop());

const multipart = (): RequestInit => {
  const body = new FormData();
  body.set('List-Unsubscribe', 'One-Click');
  return { method: 'POST', body };
};
const json = { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } };

const broken = { method: 'POST', body: 'x', headers: { 'content-type': 'multipart/form-data' } };

interface Links {
  readonly u: string;
  readonly p: string;
  readonly ref: Buffer;
}
type Path = (links: Links) => string;

const theirs: Path = ({ u }) => u;
/** One character of the tag is another. */
const changed: Path = ({ u }) => `${u.slice(0, -3)}${u.at(-3) === 'A' ? 'B' : 'A'}${u.slice(-2)}`;

// RFC 8058: the POST is answered at once, without a redirect and without looking at cookies or origin; GET changes nothing.
const matrix: readonly [name: string, path: Path, init: RequestInit, status: number, after: string][] = [
  ['POST urlencoded', theirs, oneClick, 200, 'unsubscribed'],
  ['POST multipart', theirs, multipart(), 200, 'unsubscribed'],
  ['POST with an empty body', theirs, { method: 'POST' }, 200, 'unsubscribed'],
  ['POST of another type', theirs, json, 200, 'unsubscribed'],
  ['POST of a multipart body that is none', theirs, broken, 200, 'unsubscribed'],
  ['POST with other fields', theirs, form({ reason: 'x', 'List-Unsubscribe': 'No' }), 200, 'unsubscribed'],
  [
    'POST from another site, with a cookie',
    theirs,
    form({ 'List-Unsubscribe': 'One-Click' }, { origin: 'https://mail.example', cookie: 'a=b' }),
    200,
    'unsubscribed',
  ],
  ['GET', theirs, {}, 200, 'active'],
  ['GET with the words in its query', ({ u }) => `${u}?List-Unsubscribe=One-Click`, {}, 200, 'active'],
  ['HEAD', theirs, { method: 'HEAD' }, 200, 'active'],
  ['OPTIONS', theirs, { method: 'OPTIONS' }, 405, 'active'],
  ['DELETE', theirs, { method: 'DELETE' }, 405, 'active'],
  ['POST with a forged token', changed, oneClick, 404, 'active'],
  ['POST with a token cut short', ({ u }) => u.slice(0, -1), oneClick, 404, 'active'],
  ['POST with a token made of zeros', () => `/u/${'A'.repeat(60)}`, oneClick, 404, 'active'],
  ['POST with the token of another purpose', ({ p }) => `/u/${p.slice(3)}`, oneClick, 404, 'active'],
];

describe('RFC 8058, as a mail provider uses it', () => {
  it.each(matrix)('%s', async (name, path, init, status, after) => {
    const address = `${name.replaceAll(/\W+/g, '-').toLowerCase()}@example.org`;
    const links = await doors.join(address);
    // Again and again: the answer is the same.
    for (let time = 1; time <= 2; time += 1) {
      const answer = await doors.ask(path(links), init);
      expect(answer.status).toBe(status);
      expect(answer.headers.get('location')).toBeNull();
      expect(answer.headers.get('set-cookie')).toBeNull();
      expect((await doors.subscriber(address))?.state).toBe(after);
    }
  });

  it('POST with the token of somebody else unsubscribes them and nobody else', async () => {
    const [one, other] = [await doors.join('one@example.org'), await doors.join('other@example.org')];
    expect((await doors.ask(other.u, oneClick)).status).toBe(200);
    expect((await doors.subscriber('one@example.org'))?.state).toBe('active');
    expect((await doors.subscriber('other@example.org'))?.state).toBe('unsubscribed');
    expect(one.u).not.toBe(other.u);
  });

  it('POST with a token of another newsletter is 404', async () => {
    const elsewhere = await startDoors();
    const { ref } = await doors.join('foreign@example.org');
    const token = mintLinkToken(elsewhere.store.ring, 'unsubscribe', randomBytes(16), ref);
    await elsewhere.stop();
    expect((await doors.ask(`/u/${token}`, oneClick)).status).toBe(404);
    expect((await doors.subscriber('foreign@example.org'))?.state).toBe('active');
  });

  it('POST with a token from before the keys were rotated, twice, is as good as ever', async () => {
    const old = await doors.join('rotated@example.org');
    for (let time = 1; time <= 2; time += 1) await doors.rotate();
    const fresh = await doors.join('fresh@example.org');
    expect(Buffer.from(fresh.u.slice(3), 'base64url')[0]).not.toBe(Buffer.from(old.u.slice(3), 'base64url')[0]);
    for (const { u } of [old, fresh]) expect((await doors.ask(u, oneClick)).status).toBe(200);
    for (const address of ['rotated@example.org', 'fresh@example.org'])
      expect((await doors.subscriber(address))?.state).toBe('unsubscribed');
  });
});
