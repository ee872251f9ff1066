import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forget } from '#store/forgetting.ts';
import { suppress } from '#store/suppressions.ts';
import { type DoorServer, form, oneClick, startDoors } from './door-server.ts';

let doors: DoorServer;
beforeAll(async () => {
  doors = await startDoors();
});
afterAll(() => doors.stop());

const stateOf = async (address: string): Promise<string | undefined> => (await doors.subscriber(address))?.state;

describe('the unsubscribe link', () => {
  it('shows a page with a button in the language of the list and changes nothing, however often a scanner looks', async () => {
    const { u } = await doors.join('scanned@example.org', 'ru');
    for (const headers of [
      {},
      { 'Sec-Purpose': 'prefetch' },
      { Purpose: 'preview', 'X-HTTP-Method-Override': 'POST' },
    ]) {
      const answer = await doors.ask(u, { headers });
      expect(answer.status).toBe(200);
      const page = await answer.text();
      expect(page).toContain('<html lang="ru"');
      expect(page).toContain(`<form method="post" action="${u}">`);
      expect(page).toContain('Отписаться');
    }
    expect((await doors.ask(u, { method: 'HEAD' })).status).toBe(200);
    expect((await doors.ask(`${u}?_method=POST&do=unsubscribe`)).status).toBe(200);
    expect(await stateOf('scanned@example.org')).toBe('active');
  });

  it('unsubscribes by RFC 8058: 200 at once, no redirect, no cookie, and 200 again', async () => {
    const { u } = await doors.join('oneclick@example.org');
    for (let time = 1; time <= 2; time += 1) {
      const answer = await doors.ask(u, oneClick);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('set-cookie')).toBeNull();
      expect(answer.headers.get('location')).toBeNull();
      expect(await stateOf('oneclick@example.org')).toBe('unsubscribed');
    }
  });

  it('shows a person a page in their language with a way back, and the way back works', async () => {
    const { u } = await doors.join('person@example.org', 'be');
    const left = await (await doors.ask(u, form({ do: 'unsubscribe' }))).text();
    expect(left).toContain('Вы адпісаліся');
    expect(left).toContain('value="resubscribe"');
    const back = await doors.ask(u, form({ do: 'resubscribe' }, { origin: 'null', 'sec-fetch-site': 'same-origin' }));
    expect(back.status).toBe(200);
    expect(await back.text()).toContain('Вы зноў падпісаныя');
    expect(await doors.subscriber('person@example.org')).toMatchObject({
      state: 'active',
      list: 'be',
      consent: { source: 'link: return' },
    });
    await doors.ask(u, oneClick);
    expect(await stateOf('person@example.org')).toBe('unsubscribed');
  });

  it('gives no way back to somebody who complained, nor to a form of another site', async () => {
    const { u } = await doors.join('complained@example.org');
    await suppress(doors.store, 'complained@example.org', 'complained', new Date());
    expect((await doors.ask(u, form({ do: 'resubscribe' }))).status).toBe(409);
    expect(await stateOf('complained@example.org')).toBe('complained');
    const other = await doors.join('lured@example.org');
    await doors.ask(other.u, oneClick);
    const lure = form({ do: 'resubscribe' }, { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' });
    expect((await doors.ask(other.u, lure)).status).toBe(403);
    expect((await doors.ask(other.u, form({ do: 'resubscribe' }, { origin: 'https://evil.example' }))).status).toBe(
      403,
    );
    expect(await stateOf('lured@example.org')).toBe('unsubscribed');
  });

  it('still answers 200 to somebody who was forgotten', async () => {
    const { u, ref } = await doors.join('forgotten@example.org');
    await forget(doors.store, ref, { keepHash: false, now: new Date() });
    expect((await doors.ask(u)).status).toBe(200);
    expect((await doors.ask(u, oneClick)).status).toBe(200);
  });

  it('offers somebody who was forgotten the form, as there is nobody left to come back', async () => {
    const { u, ref } = await doors.join('gone@example.org');
    await forget(doors.store, ref, { keepHash: true, now: new Date() });
    const answer = await doors.ask(u, form({ do: 'resubscribe' }));
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('action="/subscribe"');
    expect(await doors.subscriber('gone@example.org')).toBeUndefined();
  });
});

describe('a token that is not ours', () => {
  it('gets 404 and one uniform body, whatever is wrong with it and however it is asked for', async () => {
    const { u, p } = await doors.join('owner@example.org');
    const last = u.endsWith('A') ? 'B' : 'A';
    const forged = [
      `${u.slice(0, -1)}${last}`,
      u.slice(0, -1),
      `${u}A`,
      `/u/${p.slice(3)}`,
      '/u/x',
      `/u/${'A'.repeat(60)}`,
      '/u/%00',
      '/u/..%2f',
    ];
    const bodies = new Set<string>();
    for (const path of forged) {
      for (const init of [{}, oneClick, form({ do: 'resubscribe' })]) {
        const answer = await doors.ask(path, init);
        expect(answer.status, path).toBe(404);
        bodies.add(await answer.text());
      }
    }
    expect(bodies.size).toBe(1);
    expect([...bodies][0]).toContain('This link does not work');
    expect(await stateOf('owner@example.org')).toBe('active');
  });

  it('speaks the language that the browser asks for', async () => {
    const answer = await doors.ask('/u/x', { headers: { 'accept-language': 'de, be;q=0.8, ru;q=0.9' } });
    expect(await answer.text()).toContain('Эта ссылка не работает');
  });
});
