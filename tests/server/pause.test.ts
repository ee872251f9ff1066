import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DoorServer, form, oneClick, startDoors } from './door-server.ts';

let doors: DoorServer;
beforeAll(async () => {
  doors = await startDoors();
});
afterAll(() => doors.stop());

const own = { origin: 'null', 'sec-fetch-site': 'same-origin' };
const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };

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
