import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DoorServer, form, oneClick, startDoors } from './door-server.ts';

let doors: DoorServer;
beforeAll(async () => {
  doors = await startDoors();
});
afterAll(() => doors.stop());

describe('the preferences page', () => {
  it('offers every list, chooses the one that the subscriber has, and shows no address', async () => {
    const { p } = await doors.join('chooser@example.org', 'be-ru');
    const page = await (await doors.ask(p)).text();
    for (const list of ['en', 'be', 'ru', 'be-ru']) expect(page).toContain(`value="${list}"`);
    expect(page.match(/value="[a-z-]+" required checked/g)).toEqual(['value="be-ru" required checked']);
    expect(page).toContain('Кожны матэрыял — на мове аўтара');
    expect(page).not.toMatch(/chooser|example\.org/);
  });

  it('chooses beforehand what the link asks for, without saving it', async () => {
    const { p } = await doors.join('asked@example.org', 'be');
    const page = await (await doors.ask(`${p}?list=ru`)).text();
    expect(page).toContain('value="ru" required checked');
    expect(await (await doors.ask(`${p}?list=nobody`)).text()).toContain('value="be" required checked');
    expect((await doors.subscriber('asked@example.org'))?.list).toBe('be');
  });

  it('saves another list and says so in the language of that list', async () => {
    const { p } = await doors.join('mover@example.org', 'be');
    const saved = await doors.ask(p, form({ do: 'save', list: 'ru' }));
    expect(saved.status).toBe(200);
    expect(await saved.text()).toContain('Со следующего выпуска вы будете получать: На русском.');
    expect((await doors.subscriber('mover@example.org'))?.list).toBe('ru');
  });

  it('refuses a list that does not exist and a form of another site, and changes nothing', async () => {
    const { p } = await doors.join('careful@example.org', 'be');
    expect((await doors.ask(p, form({ do: 'save', list: '__proto__' }))).status).toBe(422);
    expect((await doors.ask(p, form({ do: 'save' }))).status).toBe(422);
    const lure = form({ do: 'save', list: 'ru' }, { origin: 'https://evil.example' });
    expect((await doors.ask(p, lure)).status).toBe(403);
    const own = form({ do: 'save', list: 'ru' }, { origin: 'https://vesnik.example.org' });
    expect((await doors.subscriber('careful@example.org'))?.list).toBe('be');
    expect((await doors.ask(p, own)).status).toBe(200);
  });

  it('lets somebody leave, and come back to a list of their choice', async () => {
    const { p } = await doors.join('leaver@example.org', 'en');
    expect(await (await doors.ask(p, form({ do: 'unsubscribe' }))).text()).toContain('You have unsubscribed');
    expect((await doors.subscriber('leaver@example.org'))?.state).toBe('unsubscribed');
    const page = await (await doors.ask(p)).text();
    expect(page).toContain('You are not subscribed now');
    expect(page).not.toContain('value="unsubscribe"');
    expect((await doors.ask(p, form({ do: 'save', list: 'be' }))).status).toBe(200);
    expect(await doors.subscriber('leaver@example.org')).toMatchObject({ state: 'active', list: 'be' });
  });

  it('does not open with the token of another door, which stays good for its own', async () => {
    const { u, p } = await doors.join('swapped@example.org', 'en');
    expect((await doors.ask(`/p/${u.slice(3)}`)).status).toBe(404);
    expect((await doors.ask(`/u/${p.slice(3)}`, oneClick)).status).toBe(404);
    expect((await doors.subscriber('swapped@example.org'))?.state).toBe('active');
  });
});
