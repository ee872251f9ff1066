import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { translator } from '#i18n/translator.ts';
import { mintLinkToken } from '#keys/link-token.ts';
import { type DoorServer, form, startDoors } from './door-server.ts';

let doors: DoorServer;
beforeEach(async () => {
  doors = await startDoors();
});
afterEach(() => doors.stop());

const reader = 'reader@example.org';
const day = 24 * 60 * 60 * 1000;

async function asked(list = 'ru'): Promise<string> {
  await doors.ask('/subscribe', form({ email: reader, list, language: 'en' }));
  return doors.confirmation(reader);
}

describe('a link to confirm', () => {
  it('opens a page in the language of the list, which changes nothing', async () => {
    const path = await asked();
    for (const method of ['GET', 'HEAD', 'GET']) {
      const answer = await doors.ask(path, { method });
      expect([answer.status, answer.headers.get('content-language')]).toEqual([200, 'ru']);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(await answer.text()).not.toContain(reader);
    }
    const page = await (await doors.ask(path)).text();
    expect(page).toContain(`action="${path}"`);
    expect(page).toContain('value="ru"');
    expect(await doors.subscriber(reader)).toMatchObject({ state: 'pending' });
  });

  it('makes its owner active once the button is pressed, and says the same thing again afterwards', async () => {
    const path = await asked();
    for (let time = 1; time <= 2; time += 1) {
      const answer = await doors.ask(path, form({ list: 'ru' }));
      expect(answer.status).toBe(200);
      expect(await answer.text()).toContain(translator('ru')('joining.confirmed.title'));
    }
    expect(await (await doors.ask(path)).text()).toContain(translator('ru')('joining.confirmed.title'));
    expect(await doors.subscriber(reader)).toMatchObject({ state: 'active', list: 'ru', consent: { source: 'form' } });
    expect((await doors.outbox()).map(({ kind }) => kind)).toEqual(['confirm', 'welcome']);
  });

  it('leads whoever it was not to a button that forgets the address, and nobody signs it up again for a month', async () => {
    const path = await asked();
    expect(await (await doors.ask(path)).text()).toContain(`href="${path}?no"`);
    const page = await doors.ask(`${path}?no`);
    expect([page.status, page.headers.get('content-language')]).toEqual([200, 'ru']);
    expect(await page.text()).toContain('value="refuse"');
    expect(await doors.subscriber(reader)).toMatchObject({ state: 'pending' });
    const foreign = await doors.ask(path, form({ do: 'refuse' }, { Origin: 'https://evil.example' }));
    expect(foreign.status).toBe(403);
    for (let time = 1; time <= 2; time += 1) {
      const answer = await doors.ask(path, form({ do: 'refuse' }));
      expect(answer.status).toBe(200);
      expect(await answer.text()).toContain(translator(time === 1 ? 'ru' : 'en')('joining.refuse.after'));
    }
    doors.setNow(new Date(Date.now() + 2 * day));
    const again = await doors.ask('/subscribe', form({ email: reader, list: 'ru', language: 'en' }));
    expect(again.status).toBe(303);
    expect(await doors.subscriber(reader)).toBeUndefined();
    expect(await doors.outbox()).toEqual([]);
  });

  it('is over after seven days, and for whoever left since', async () => {
    const path = await asked();
    doors.setNow(new Date(Date.now() + 7 * day));
    for (const init of [{}, form({})]) {
      const answer = await doors.ask(path, init);
      expect(answer.status).toBe(410);
      expect(await answer.text()).toContain('/subscribe?language=');
    }
    doors.setNow(new Date());
    await doors.ask(path, form({}));
    const ref = (await doors.subscriber(reader))?.ref ?? Buffer.alloc(16);
    await doors.ask(`/u/${mintLinkToken(doors.store.ring, 'unsubscribe', randomBytes(16), ref)}`, { method: 'POST' });
    expect((await doors.ask(path, form({}))).status).toBe(410);
    expect(await doors.subscriber(reader)).toMatchObject({ state: 'unsubscribed' });
  });

  it.each(['unsubscribed', 'bounced', 'complained'] as const)(
    'brings nobody back who %s since, though somebody signed them up once more: that has a link of its own',
    async state => {
      const path = await asked();
      await doors.ask(path, form({}));
      const left = await doors.subscriber(reader);
      await doors.store.db
        .updateTable('subscribers')
        .set({ state })
        .where('ref', '=', left?.ref ?? null)
        .execute();
      doors.setNow(new Date(Date.now() + 8 * day));
      const other = await asked();
      for (const init of [{}, form({}), form({ do: 'refuse' })]) expect((await doors.ask(path, init)).status).toBe(410);
      expect(await doors.subscriber(reader)).toMatchObject({ state });
      expect((await doors.ask(other, form({}))).status).toBe(200);
      expect(await doors.subscriber(reader)).toMatchObject({ state: 'active' });
    },
  );

  it('does not open with a token that was forged, changed, cut off or made for another door', async () => {
    const path = await asked();
    const ref = (await doors.subscriber(reader))?.ref ?? Buffer.alloc(16);
    const others = (['unsubscribe', 'preferences'] as const).map(
      purpose => `/c/${mintLinkToken(doors.store.ring, purpose, randomBytes(16), ref)}`,
    );
    const changed = path.replace(/.$/, last => (last === 'A' ? 'B' : 'A'));
    const bodies = new Set<string>();
    for (const wrong of [...others, changed, path.slice(0, -1), `/c/${'x'.repeat(60)}`]) {
      const answer = await doors.ask(wrong, form({}));
      expect(answer.status).toBe(404);
      bodies.add(await answer.text());
    }
    expect(bodies.size).toBe(1);
    expect((await doors.ask(path.replace('/c/', '/u/'), { method: 'POST' })).status).toBe(404);
    expect(await doors.subscriber(reader)).toMatchObject({ state: 'pending' });
  });

  it('is not used by a form of another site', async () => {
    const path = await asked();
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }])
      expect((await doors.ask(path, form({}, headers))).status).toBe(403);
    expect(await doors.subscriber(reader)).toMatchObject({ state: 'pending' });
  });
});
