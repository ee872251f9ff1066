import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lookAtDueMailings } from '#cli/due-look.ts';
import { watchMailings } from '#cli/mailing-watch.ts';
import { systemClock } from '#delivery/clock.ts';
import { cancelMailing } from '#store/mailing-control.ts';
import { findMailing } from '#store/mailings.ts';
import { noticeRecipients } from '#store/notice.ts';
import { openStore, type Store } from '#store/open.ts';
import { openNewsroom, sitAt } from './newsroom.ts';

describe('the look at a scheduled mailing', async () => {
  const { env, issue, root, vesnik } = await openNewsroom();
  let store: Store;
  let status = 200;
  let asked = 0;
  let base = '';
  let beforeAnswer = async (): Promise<unknown> => undefined;
  const site = createServer(async (_request, response) => {
    asked += 1;
    await beforeAnswer();
    response.writeHead(status).end();
  });

  beforeAll(async () => {
    site.listen(0, '127.0.0.1');
    await once(site, 'listening');
    const address = site.address();
    base = `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`;
    await sitAt(root, base);
    await vesnik(['send', issue, '--yes', '--at', '2094-04-22T09:00']);
    store = await openAnother();
    asked = 0;
  });
  afterAll(async () => {
    site.close();
    await store.close();
  });

  const openAnother = () =>
    openStore({ url: env.VESNIK_DATABASE_URL ?? '', masterKey: Buffer.from(env.VESNIK_KEY ?? '', 'base64') });
  const look = (now: string) =>
    lookAtDueMailings({ store, base, now: new Date(now), notify: noticeRecipients(store, ['editor@example.org']) });
  const state = async () => (await findMailing(store, issue))?.state;
  const notices = async () => {
    const rows = await store.db
      .selectFrom('outbox')
      .select('facts')
      .where('kind', '=', 'notice')
      .orderBy('id')
      .execute();
    return rows.map(({ facts }) => JSON.parse(facts ?? ''));
  };

  test('waits until it is due', async () => {
    status = 404;
    expect(await look('2094-04-22T05:59:59Z')).toEqual([]);
    expect([await state(), asked]).toEqual(['scheduled', 0]);
  });

  test('holds it back while pages are missing, says which, once, and looks once a minute', async () => {
    const [line, ...more] = await look('2094-04-22T06:00:00Z');
    expect(more).toEqual([]);
    expect(line).toContain('answers 404');
    expect(line).toContain(`npx vesnik resume ${issue}`);
    const once = asked;
    expect(await look('2094-04-22T06:00:59Z')).toEqual([]);
    expect(asked).toBe(once);
    expect(await look('2094-04-22T06:01:00Z')).toEqual([]);
    expect(asked).toBe(2 * once);
    expect(await state()).toBe('scheduled');
    const [told, ...again] = await notices();
    expect(again).toEqual([]);
    expect(told).toMatchObject({ about: 'pages', issue });
    expect(told.missing[0]).toContain(base);
  });

  test('lets it go when they are there, and says so', async () => {
    status = 200;
    const [line] = await look('2094-04-22T06:02:00Z');
    expect(line).toContain('it goes out');
    expect(await state()).toBe('approved');
    expect((await notices()).map(({ about }) => about)).toEqual(['pages', 'pages-over']);
    expect(await look('2094-04-22T06:03:00Z')).toEqual([]);
  });

  test('leaves alone a mailing that is cancelled while its pages are asked', async () => {
    await cancelMailing(store, issue, new Date());
    await vesnik(['send', issue, '--yes', '--at', '2094-04-22T09:00']);
    expect(await state()).toBe('scheduled');
    beforeAnswer = () => cancelMailing(store, issue, new Date());
    expect(await look('2094-04-22T06:00:00Z')).toEqual([]);
    expect(await state()).toBe('cancelled');
  });

  test('does not wait for the site of a letter that says that the site is down, and warns of other addresses that are not there', async () => {
    status = 404;
    beforeAnswer = async () => undefined;
    const id = 'letters/2094-04-22-blocked';
    const other = createServer((_request, response) => void response.writeHead(404).end()).listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const link = `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}/second/`;
    const text = `---\ntitle: Наш сайт не адкрываецца\nsite: down\nlists: [be]\nsignoff: Рэдакцыя\n---\n\nАдкрывайце [другі адрас](${link}).\n`;
    await mkdir(join(root, 'content/letters'), { recursive: true });
    await writeFile(join(root, `content/${id}.be.mdx`), text);
    const { code, out, err } = await vesnik(['send', id, '--yes', '--at', '2094-04-22T09:00']);
    other.close();
    expect(code, err).toBe(0);
    expect(out).toContain('nobody waits for its pages');
    expect(out).toContain(`warning The letter leads to ${link}, and from here it answers 404`);
    expect(out).toContain('[letter-doors]');
    expect(out).not.toContain('page-missing');
    asked = 0;
    expect(await look('2094-04-22T06:00:00Z')).toEqual([`${id} is due, and does not wait for our site: it goes out.`]);
    expect([asked, (await findMailing(store, id))?.state]).toEqual([0, 'approved']);
  });

  test('that fails is reported, and looking goes on until it is ended', async () => {
    const broken = await openAnother();
    await broken.close();
    const said: string[] = [];
    const threeTimes = Promise.withResolvers<void>();
    const stop = await watchMailings({
      ...{ store: broken, notify: [], everyMs: 5, look: async () => [], clock: systemClock },
      report: (...lines) => void (said.push(lines.join(' ')) === 3 && threeTimes.resolve()),
    });
    await threeTimes.promise;
    await stop();
    expect(said[0]).toContain('is tried again');
  });
});
