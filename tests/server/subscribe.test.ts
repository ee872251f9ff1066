import { domainToASCII } from 'node:url';
import SqliteFile from 'better-sqlite3';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { translator } from '#i18n/translator.ts';
import { addSubscriber, unsubscribe } from '#store/subscribers.ts';
import { suppress } from '#store/suppressions.ts';
import { type DoorServer, form, startDoors } from './door-server.ts';

let doors: DoorServer;
let strangers = 0;
beforeEach(async () => {
  doors = await startDoors({ trustedHops: 1 });
});
afterEach(() => doors.stop());
afterAll(() => expect(strangers).toBeGreaterThan(0));

/** Every request from another client, as the one proxy in front says. */
function fromSomebody(): Record<string, string> {
  strangers += 1;
  return { 'x-forwarded-for': `198.51.100.${strangers % 250}, 10.${strangers >> 8}.0.${strangers % 256}` };
}

function sign(fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
  return doors.ask('/subscribe', form({ language: 'be', list: 'be', ...fields }, { ...fromSomebody(), ...headers }));
}

function signJson(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const json = { 'content-type': 'application/json', ...fromSomebody(), ...headers };
  return doors.ask('/subscribe', { method: 'POST', body: JSON.stringify(body), headers: json });
}

describe('where the relay takes every letter', () => {
  it('an address in another alphabet is asked to confirm like any other, known or not', async () => {
    const open = await startDoors({ takesAllLetters: async () => true });
    const ask = (email: string) => open.ask('/subscribe', form({ list: 'be', email }, fromSomebody()));
    for (const email of ['чытач@пошта.бел', 'чытач@пошта.бел']) expect((await ask(email)).status).toBe(303);
    expect((await open.outbox()).map(({ address }) => address)).toEqual([`чытач@${domainToASCII('пошта.бел')}`]);
    await open.stop();
  });
});

describe('a form', () => {
  it.each(['https://evil.example', 'null', undefined])(
    'from the origin %s leads to the thank-you page',
    async origin => {
      const headers = origin === undefined ? {} : { origin, 'sec-fetch-site': 'cross-site' };
      const answer = await sign({ email: 'reader@example.org', words: 'be-0123456789ab' }, headers);
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/subscribe/thanks/be']);
      expect(answer.headers.get('set-cookie')).toBeNull();
      const page = await doors.ask('/subscribe/thanks/be');
      expect(page.headers.get('content-language')).toBe('be');
      expect(await page.text()).toContain(translator('be')('joining.thanks.text'));
      expect(await doors.subscriber('reader@example.org')).toMatchObject({ state: 'pending', list: 'be' });
      expect(await doors.outbox()).toEqual([{ kind: 'confirm', list: 'be', address: 'reader@example.org' }]);
    },
  );

  it.each([
    ['be-0123456789ab', 'be-0123456789ab'],
    ['be-ba9876543210', null],
    ['a promise of my own', null],
  ])('with the words %s is kept with those that stand by the form at present, or with none', async (words, kept) => {
    await sign({ email: 'words@example.org', words });
    expect(await doors.store.db.selectFrom('sign_ups').select('words').execute()).toEqual([{ words: kept }]);
  });

  it.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['reader.example.org', 'sign'],
    ['reader@@example.org', 'several'],
    ['a@b.example, c@d.example', 'several'],
    ['Reader <reader@example.org>', 'several'],
    ['"a@evil.example x"@example.net', 'several'],
    ['a@b.example>\r\nRCPT TO:<e@x.example>', 'unseen'],
    ['reader@example', 'domain'],
    ['reader@[127.0.0.1]', 'several'],
    ['rea..der@example.org', 'local'],
    [`${'a'.repeat(10_000)}@example.org`, 'long'],
    ['reader\u200b@example.org', 'unseen'],
    // No relay is known here that takes such letters; the second has one Cyrillic letter.
    ['чытач@пошта.бел', 'letters'],
    ['re\u0430der@example.org', 'letters'],
  ] as const)('with the address %j is shown again with its input and what is wrong', async (email, problem) => {
    const answer = await sign({ email, list: 'ru' });
    const page = await answer.text();
    expect(answer.status).toBe(422);
    expect(page).toContain(translator('be')(`joining.answer.problem.${problem}`));
    expect(page).toContain('aria-invalid="true"');
    expect(page).toMatch(/value="ru" checked/);
    expect(await doors.outbox()).toEqual([]);
  });

  it('keeps what was typed, escaped', async () => {
    const page = await (await sign({ email: '"><script>alert(1)</script>' })).text();
    expect(page).toContain('value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"');
    expect(page).not.toContain('<script');
  });

  it('without a list that exists says so by the list', async () => {
    const answer = await sign({ email: 'reader@example.org', list: 'constructor' });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain(translator('be')('joining.answer.problem.list'));
  });

  it('takes domains of any script, and stores them as the wire knows them', async () => {
    expect((await sign({ email: 'Reader@Пошта.БЕЛ.' })).status).toBe(303);
    expect(await doors.outbox()).toMatchObject([{ address: 'Reader@xn--80a1acn3a.xn--90ais' }]);
  });

  it('that fills in the field which nobody sees gets the same thanks, and nothing is stored', async () => {
    const answer = await sign({ email: 'robot@example.org', website: 'https://spam.example' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/subscribe/thanks/be']);
    expect(await doors.subscriber('robot@example.org')).toBeUndefined();
  });

  it('may be looked at by itself, in the language of the link or of the reader', async () => {
    const asked = await doors.ask('/subscribe?language=ru', { headers: { 'accept-language': 'be' } });
    expect(await asked.text()).toContain('<html lang="ru"');
    const own = await doors.ask('/subscribe', { headers: { 'accept-language': 'be' } });
    expect(await own.text()).toMatch(/<html lang="be"[\s\S]*value="be" checked/);
    expect((await doors.ask('/subscribe', { method: 'PUT' })).status).toBe(405);
  });
});

describe('a question', () => {
  it.each(['mail.de', 'email.com', 'mail.cz', 'mail.kz', 'gmx.at', 'mail.com', 'inbox.lt', 'live.de'])(
    'is not asked about %s, which is a provider of its own',
    async domain => {
      expect((await sign({ email: `reader@${domain}` })).status).toBe(303);
    },
  );

  it.each([
    ['reader@gmial.com', 'reader@gmail.com'],
    ['reader@yandex.r', 'reader@yandex.ru'],
    ['reader@mail.ry', 'reader@mail.ru'],
    ['reader@tut.bu', 'reader@tut.by'],
    ['reader@gmail.con', 'reader@gmail.com'],
    ['reader@gmail.ru', 'reader@gmail.com'],
  ])('about %s offers %s, and either answer is taken', async (email, instead) => {
    const asked = await sign({ email });
    const page = await asked.text();
    expect(asked.status).toBe(422);
    expect(page).toContain(`name="instead" value="${instead}"`);
    expect(await doors.outbox()).toEqual([]);
    expect((await sign({ email, instead })).status).toBe(303);
    expect((await sign({ email, sure: 'spelling' })).status).toBe(303);
    expect((await doors.outbox()).map(({ address }) => address)).toEqual([instead, email]);
  });

  it.each(['reader@gmail.com', 'reader@mail.by', 'reader@mail.com', 'reader@example.org', 'reader@mq.com', 'r@ua.ru'])(
    'is not asked about %s',
    async email => expect((await sign({ email })).status).toBe(303),
  );

  it('is asked about a provider that the newsletter has named, and is no refusal', async () => {
    const asked = await sign({ email: 'reader@mail.state.example' });
    expect(asked.status).toBe(422);
    expect(await asked.text()).toContain(translator('be')('joining.answer.safety', { domain: 'mail.state.example' }));
    expect((await sign({ email: 'reader@mail.state.example', sure: 'provider' })).status).toBe(303);
    expect((await sign({ email: 'reader@notstate.example' })).status).toBe(303);
  });
});

describe('a program', () => {
  it('gets 202, or what is wrong, by the field', async () => {
    const taken = await signJson({ email: 'reader@example.org', language: 'ru' });
    expect([taken.status, taken.headers.get('access-control-allow-origin')]).toEqual([202, '*']);
    expect(await doors.subscriber('reader@example.org')).toMatchObject({ list: 'ru', consent: { source: 'program' } });
    const wrong = await signJson({ email: 'reader', list: 'xx', language: 'en' });
    expect(wrong.status).toBe(422);
    expect(await wrong.json()).toMatchObject({
      problems: [
        { field: 'email', problem: 'sign' },
        { field: 'list', problem: 'list' },
      ],
    });
    expect((await signJson({ email: ['a@b.example'], list: 'be' })).status).toBe(422);
    for (const odd of [[], null, 'text', 5]) {
      const refused = await signJson(odd);
      expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([400, '*']);
      expect(await refused.json()).toEqual({ message: expect.stringMatching(/\S/) });
    }
    expect((await doors.ask('/subscribe', { method: 'OPTIONS' })).headers.get('access-control-allow-methods')).toBe(
      'POST',
    );
  });
});

describe('the answer', () => {
  it('is the same for somebody unknown, pending, subscribed, gone, complained and suppressed', async () => {
    const consent = { source: 'test', at: new Date() };
    for (const name of ['active', 'gone', 'complained']) {
      const address = `${name}@example.org`;
      await addSubscriber(doors.store, { address, list: 'ru', state: 'active', consent }, new Date());
    }
    const gone = await doors.subscriber('gone@example.org');
    await unsubscribe(doors.store, gone?.ref ?? Buffer.alloc(16), new Date());
    await suppress(doors.store, 'complained@example.org', 'complained', new Date());
    await suppress(doors.store, 'suppressed@example.org', 'forgotten', new Date());
    await sign({ email: 'pending@example.org' });
    const seen = new Set<string>();
    for (const name of ['unknown', 'pending', 'active', 'gone', 'complained', 'suppressed']) {
      for (const send of [sign, signJson]) {
        const answer = await send({ email: `${name}@example.org`, list: 'be', language: 'be' });
        const headers = [...answer.headers].filter(([header]) => header !== 'date');
        seen.add(JSON.stringify([answer.status, headers, await answer.text()]));
      }
    }
    expect(seen.size).toBe(2);
    expect(await doors.subscriber('active@example.org')).toMatchObject({ state: 'active', list: 'ru' });
    expect(await doors.subscriber('gone@example.org')).toMatchObject({ state: 'unsubscribed' });
    expect(await doors.subscriber('complained@example.org')).toMatchObject({ state: 'complained' });
  });

  it('that the database keeps waiting comes a whole time later, so that the wait tells nothing', async () => {
    const slow = await startDoors({ answerMs: 200 });
    const other = new SqliteFile(slow.store.place);
    other.exec('begin immediate');
    const startedMs = performance.now();
    const answer = slow.ask('/subscribe', form({ list: 'be', email: 'kept-waiting@example.org' }));
    setTimeout(() => other.close(), 250);
    await answer;
    expect(performance.now() - startedMs).toBeGreaterThan(395);
    await slow.stop();
  });

  it('takes as long for whoever is refused in silence as for whoever is written down', async () => {
    const slow = await startDoors({ answerMs: 120 });
    for (const fields of [
      { email: 'a@example.org' },
      { email: 'a@example.org' },
      { email: 'b@example.org', website: 'x' },
    ]) {
      const startedMs = performance.now();
      await slow.ask('/subscribe', form({ list: 'be', ...fields }));
      expect(performance.now() - startedMs).toBeGreaterThan(115);
    }
    await slow.stop();
  });
});
