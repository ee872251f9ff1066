import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mintTimedLink } from '#keys/timed-link.ts';
import { suppress } from '#store/suppressions.ts';
import { type DoorServer, form, startDoors } from './door-server.ts';

let doors: DoorServer;
beforeAll(async () => {
  doors = await startDoors();
});
afterAll(() => doors.stop());

const own = { origin: 'null', 'sec-fetch-site': 'same-origin' };
const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
const hour = 60 * 60 * 1000;

function dataLink(ref: Buffer, until = new Date(Date.now() + hour)): string {
  return `/d/${mintTimedLink(doors.store.ring, 'data', { mailBytes: randomBytes(16), ref, until })}`;
}

describe('the link to one’s data', () => {
  it('is mailed at a press of the button on the page of preferences, and nothing of it is shown there', async () => {
    const { p } = await doors.join('asker@example.org', 'ru');
    for (let press = 1; press <= 2; press += 1) {
      const answer = await doors.ask(p, form({ do: 'link' }, own));
      expect(answer.status).toBe(200);
      const page = await answer.text();
      expect(page).toContain('Загляните в почту');
      expect(page).not.toMatch(/asker|\/d\//);
    }
    expect(await doors.outbox()).toEqual([{ kind: 'data', address: 'asker@example.org', list: 'ru' }]);
    expect((await doors.ask(p, form({ do: 'link' }, foreign))).status).toBe(403);
  });

  it('opens a page with buttons that shows nothing and changes nothing, whoever looks', async () => {
    const { ref } = await doors.join('looked@example.org', 'be');
    const d = dataLink(ref);
    for (const init of [{}, { headers: { Purpose: 'prefetch' } }]) {
      const answer = await doors.ask(d, init);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      const page = await answer.text();
      expect(page).toContain(`action="${d}"`);
      expect(page).not.toMatch(/looked|example\.org/);
    }
    expect((await doors.ask(d, { method: 'HEAD' })).status).toBe(200);
    expect((await doors.ask(`${d}?do=forget&stay=none`)).status).toBe(200);
    expect((await doors.subscriber('looked@example.org'))?.state).toBe('active');
  });

  it('gives the data as a file, to a press on our own page alone', async () => {
    const { ref } = await doors.join('curious@example.org', 'be');
    const d = dataLink(ref);
    const answer = await doors.ask(d, form({ do: 'data' }, own));
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="vesnik-data.json"');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await answer.json()).toMatchObject({ address: 'curious@example.org', list: 'be', state: 'active' });
    expect((await doors.ask(d, form({ do: 'data' }, foreign))).status).toBe(403);
  });

  it.each([
    ['hash', 1],
    ['none', 0],
  ] as const)('forgets with what may stay: %s', async (stay, marks) => {
    const { u, p, ref } = await doors.join(`gone-${stay}@example.org`, 'en');
    const d = dataLink(ref);
    expect((await doors.ask(d, form({ do: 'forget', stay }, foreign))).status).toBe(403);
    for (const fields of [{ do: 'forget' }, { do: 'forget', stay: 'all' }, { stay }])
      expect((await doors.ask(d, form(fields, own))).status).toBe(422);
    expect((await doors.subscriber(`gone-${stay}@example.org`))?.state).toBe('active');
    const before = await doors.store.db.selectFrom('suppressions').selectAll().execute();
    const answer = await doors.ask(d, form({ do: 'forget', stay }, own));
    expect(await answer.text()).toContain('You are forgotten');
    expect(await doors.subscriber(`gone-${stay}@example.org`)).toBeUndefined();
    const after = await doors.store.db.selectFrom('suppressions').selectAll().execute();
    expect(after.length - before.length).toBe(marks);
    for (const [path, status] of [
      [d, 410],
      [p, 404],
      [u, 200],
    ] as const)
      expect((await doors.ask(path)).status, path).toBe(status);
    expect((await doors.ask(d, form({ do: 'data' }, own))).status).toBe(410);
  });

  it('ends after its hour, and no other link opens this door', async () => {
    const { u, p, ref } = await doors.join('late@example.org');
    const over = dataLink(ref, new Date(Date.now() - 1000));
    for (const init of [{}, form({ do: 'data' }, own), form({ do: 'forget', stay: 'none' }, own)])
      expect((await doors.ask(over, init)).status).toBe(410);
    const changed = Buffer.from(over.slice(3), 'base64url');
    changed.writeUInt32BE(changed.readUInt32BE(1) + 7200, 1);
    for (const token of [u.slice(3), p.slice(3), changed.toString('base64url'), 'x'])
      for (const init of [{}, form({ do: 'forget', stay: 'none' }, own)])
        expect((await doors.ask(`/d/${token}`, init)).status).toBe(404);
    expect((await doors.ask(over, { method: 'PUT' })).status).toBe(405);
    expect((await doors.subscriber('late@example.org'))?.state).toBe('active');
  });
});

describe('who has a forwarded mail in hand', () => {
  it('finds behind its links neither the address nor the data, and what they ask for goes to its owner', async () => {
    const { u, p, ref } = await doors.join('owner@example.org', 'en');
    await suppress(doors.store, 'somebody@example.org', 'bounced', new Date());
    const seen: string[] = [];
    for (const path of [u, p, `${p}?list=ru`]) seen.push(await (await doors.ask(path)).text());
    for (const wish of [{ do: 'link' }, { do: 'save', list: 'ru' }, { do: 'data' }, { do: 'forget', stay: 'none' }])
      seen.push(await (await doors.ask(p, form(wish, own))).text());
    expect(seen.join()).not.toMatch(/owner|@example\.org|\/d\/[\w-]{60}/);
    expect(seen.join()).not.toContain(ref.toString('hex'));
    expect(await doors.subscriber('owner@example.org')).toMatchObject({ state: 'active' });
    expect((await doors.outbox()).filter(({ address }) => address === 'owner@example.org')).toHaveLength(1);
  });
});
