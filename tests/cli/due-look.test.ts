import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keepLooking, lookAtDueMailings } from '#cli/due-look.ts';
import { cancelMailing } from '#store/mailing-control.ts';
import { findMailing } from '#store/mailings.ts';
import { openStore, type Store } from '#store/open.ts';
import { openNewsroom, sitAt } from './newsroom.ts';

describe('the look at a scheduled mailing', async () => {
  const { env, issue, root, vesnik } = await openNewsroom();
  let store: Store;
  let status = 200;
  let base = '';
  let beforeAnswer = async (): Promise<unknown> => undefined;
  const site = createServer(async (_request, response) => {
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
    store = await openStore({
      url: env.VESNIK_DATABASE_URL ?? '',
      masterKey: Buffer.from(env.VESNIK_KEY ?? '', 'base64'),
    });
  });
  afterAll(async () => {
    site.close();
    await store.close();
  });

  const look = (now: string, seen = new Set<number>()) =>
    lookAtDueMailings({ store, base, now: new Date(now), aheadMs: 20_000, seen });
  const state = async () => (await findMailing(store, issue))?.state;

  test('waits until it is nearly due', async () => {
    status = 404;
    expect(await look('2094-04-22T05:00:00Z')).toEqual([]);
    expect(await state()).toBe('scheduled');
  });

  test('lets it go when its pages answer, and does not ask twice', async () => {
    status = 200;
    const seen = new Set<number>();
    expect(await look('2094-04-22T05:59:50Z', seen)).toEqual([]);
    status = 404;
    expect(await look('2094-04-22T05:59:55Z', seen)).toEqual([]);
    expect(await state()).toBe('scheduled');
  });

  test('pauses it when they do not, and says which and what to type', async () => {
    status = 404;
    const [line, ...more] = await look('2094-04-22T06:00:00Z');
    expect(more).toEqual([]);
    expect(line).toContain('answers 404');
    expect(line).toContain(`npx vesnik resume ${issue}`);
    expect(await state()).toBe('paused');
  });

  test('leaves alone a mailing that is cancelled while its pages are asked', async () => {
    await cancelMailing(store, issue, new Date());
    status = 200;
    await vesnik(['send', issue, '--yes', '--at', '2094-04-22T09:00']);
    expect(await state()).toBe('scheduled');
    status = 404;
    beforeAnswer = () => cancelMailing(store, issue, new Date());
    expect(await look('2094-04-22T05:59:50Z')).toEqual([]);
    expect(await state()).toBe('cancelled');
  });

  test('that fails is reported, and looking goes on until it is ended', async () => {
    const broken = await openStore({
      url: env.VESNIK_DATABASE_URL ?? '',
      masterKey: Buffer.from(env.VESNIK_KEY ?? '', 'base64'),
    });
    await broken.close();
    const said: string[] = [];
    const threeTimes = Promise.withResolvers<void>();
    const stop = await keepLooking({
      ...{ store: broken, base, everyMs: 5 },
      report: (...lines) => void (said.push(lines.join(' ')) === 3 && threeTimes.resolve()),
    });
    await threeTimes.promise;
    await stop();
    expect(said[0]).toContain('scheduled');
  });
});
