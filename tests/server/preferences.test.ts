import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { translator } from '#i18n/translator.ts';
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
    expect(await saved.text()).toContain('Ваш выбор: «На русском». Он действует со следующего выпуска.');
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

  it('shows the form of the mails that the subscriber has, and saves another one with the list', async () => {
    const { p } = await doors.join('former@example.org', 'ru');
    const checked = async () => (await (await doors.ask(p)).text()).match(/name="form" value="[a-z]+" checked/g);
    expect(await checked()).toEqual(['name="form" value="normal" checked']);
    const saved = await doors.ask(p, form({ do: 'save', list: 'be', form: 'discreet' }));
    expect(await saved.text()).toContain('Форма лістоў: «Непрыкметная».');
    expect(await doors.subscriber('former@example.org')).toMatchObject({ list: 'be', form: 'discreet' });
    expect(await checked()).toEqual(['name="form" value="discreet" checked']);
  });

  it('leaves the form of the mails as it is where a page of an older build does not ask for it', async () => {
    const { p } = await doors.join('older@example.org', 'be');
    await doors.ask(p, form({ do: 'save', list: 'be', form: 'plain' }));
    const saved = await doors.ask(p, form({ do: 'save', list: 'en' }));
    expect(await saved.text()).toContain('Form of the mails: “Text only”.');
    expect(await doors.subscriber('older@example.org')).toMatchObject({ list: 'en', form: 'plain' });
  });

  it('refuses a form of the mails that does not exist, keeps the list chosen on the page, and changes nothing', async () => {
    const { p } = await doors.join('odd@example.org', 'be');
    for (const odd of ['', 'Plain', '__proto__', 'discreet ']) {
      const refused = await doors.ask(p, form({ do: 'save', list: 'ru', form: odd }));
      expect(refused.status, odd).toBe(422);
      const page = await refused.text();
      expect(page).toContain('value="ru" required checked');
      expect(page).toContain('value="normal" checked');
    }
    expect(await doors.subscriber('odd@example.org')).toMatchObject({ list: 'be', form: 'normal' });
  });

  it('brings nobody back who left a while ago: it may be an old mail in other hands, so a mail asks', async () => {
    const { u, p } = await doors.join('reader@example.org');
    await doors.ask(u, oneClick);
    doors.setNow(new Date(Date.now() + 31 * 60 * 1000));
    for (const [path, wish] of [
      [p, { list: 'ru', form: 'normal' }],
      [u, { do: 'resubscribe' }],
    ] as const) {
      const answer = await doors.ask(path, form(wish));
      expect(answer.status).toBe(200);
      expect(await answer.text()).toContain(translator('be')('joining.thanks.text'));
    }
    expect(await doors.subscriber('reader@example.org')).toMatchObject({ state: 'unsubscribed', list: 'be' });
    expect(await doors.outbox()).toEqual([{ kind: 'confirm', list: 'ru', address: 'reader@example.org' }]);
    expect((await doors.ask(await doors.confirmation('reader@example.org'), form({}))).status).toBe(200);
    expect(await doors.subscriber('reader@example.org')).toMatchObject({ state: 'active', list: 'ru' });
  });

  it('lets somebody leave, and come back to a list of their choice', async () => {
    const { p } = await doors.join('leaver@example.org', 'en');
    expect(await (await doors.ask(p, form({ do: 'unsubscribe' }))).text()).toContain('You have unsubscribed');
    expect((await doors.subscriber('leaver@example.org'))?.state).toBe('unsubscribed');
    const page = await (await doors.ask(p)).text();
    expect(page).toContain('You are not subscribed now');
    expect(page).not.toContain('value="unsubscribe"');
    expect((await doors.ask(p, form({ do: 'save', list: 'be', form: 'plain' }))).status).toBe(200);
    const back = { state: 'active', list: 'be', form: 'plain' };
    expect(await doors.subscriber('leaver@example.org')).toMatchObject(back);
  });

  it('does not open with the token of another door, which stays good for its own', async () => {
    const { u, p } = await doors.join('swapped@example.org', 'en');
    expect((await doors.ask(`/p/${u.slice(3)}`)).status).toBe(404);
    expect((await doors.ask(`/u/${p.slice(3)}`, oneClick)).status).toBe(404);
    expect((await doors.subscriber('swapped@example.org'))?.state).toBe('active');
  });
});
