import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mintTimedLink } from '#keys/timed-link.ts';
import { suppress } from '#store/suppressions.ts';
import { type DoorServer, form, oneClick, startDoors } from './door-server.ts';

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

describe('a break', () => {
  it('lasts until the day that was chosen, which the page then says, and ends by hand', async () => {
    doors.setNow(new Date('2026-03-01T12:00:00Z'));
    const { p } = await doors.join('tired@example.org', 'be');
    const page = await (await doors.ask(p)).text();
    expect(page).toContain('min="2026-03-02" max="2027-03-02"');
    const paused = await doors.ask(p, form({ do: 'pause', until: '2026-04-15' }, own));
    expect(await paused.text()).toContain('15 красавіка 2026 — першы дзень');
    expect(await doors.subscriber('tired@example.org')).toMatchObject({
      state: 'active',
      pausedUntil: new Date('2026-04-15T00:00:00Z'),
    });
    const again = await (await doors.ask(p)).text();
    expect(again).toContain('value="end-pause"');
    expect(again).toContain('15 красавіка 2026');
    expect(again).not.toContain('value="pause"');
    expect((await doors.ask(p, form({ do: 'end-pause' }, own))).status).toBe(200);
    expect((await doors.subscriber('tired@example.org'))?.pausedUntil).toBeUndefined();
    expect(await (await doors.ask(p)).text()).not.toContain('value="end-pause"');
  });

  it('is refused for a day that cannot be, from another site, and for somebody who has left', async () => {
    doors.setNow(new Date('2026-03-01T12:00:00Z'));
    const { u, p } = await doors.join('strict@example.org', 'en');
    for (const until of ['', '2026-03-01', '2027-03-03', '2026-02-30', '2026-3-9', '9999-12-31', '<b>'])
      expect((await doors.ask(p, form({ do: 'pause', until }, own))).status, until).toBe(422);
    const refused = await (await doors.ask(p, form({ do: 'pause', until: '2026-03-01' }, own))).text();
    expect(refused).toContain('Choose a day after today, within a year.');
    expect((await doors.ask(p, form({ do: 'pause', until: '2026-04-01' }, foreign))).status).toBe(403);
    await doors.ask(u, oneClick);
    expect((await doors.ask(p, form({ do: 'pause', until: '2026-04-01' }, own))).status).toBe(409);
    expect((await doors.subscriber('strict@example.org'))?.pausedUntil).toBeUndefined();
  });
});

describe('a reason for leaving', () => {
  it('is asked on the page for those who left, is one of the list, and is thanked for', async () => {
    const { u, p } = await doors.join('leaver@example.org', 'en');
    const left = await (await doors.ask(u, form({ do: 'unsubscribe' }))).text();
    expect(left.match(/name="reason" value="[a-z-]+"/g)).toHaveLength(6);
    const thanked = await (await doors.ask(u, form({ do: 'reason', reason: 'too-many' }, own))).text();
    expect(thanked).toContain('Thank you, your answer has been kept.');
    expect(thanked).not.toContain('name="reason"');
    expect((await doors.subscriber('leaver@example.org'))?.leftReason).toBe('too-many');
    for (const reason of ['', 'My own words', '__proto__'])
      expect(await (await doors.ask(u, form({ do: 'reason', reason }, own))).text()).toContain('name="reason"');
    expect((await doors.ask(u, form({ do: 'reason', reason: 'other' }, foreign))).status).toBe(403);
    expect((await doors.subscriber('leaver@example.org'))?.leftReason).toBe('too-many');
    await doors.ask(p, form({ do: 'resubscribe' }, own));
    expect((await doors.subscriber('leaver@example.org'))?.leftReason).toBeUndefined();
    expect((await doors.ask(p, form({ do: 'reason', reason: 'other' }, own))).status).toBe(409);
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
