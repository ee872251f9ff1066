import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listenForReaders } from '#server/listen.ts';
import { createServer } from '#server/server.ts';
import { migrate } from '#store/migrate.ts';
import { openStore, type Store } from '#store/open.ts';
import { startPostgres, type TestPostgres } from '../postgres.ts';
import { form, lists } from './door-server.ts';

let postgres: TestPostgres;
const ends: (() => Promise<void>)[] = [];
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(async () => {
  for (const end of ends) await end();
  await postgres.stop();
});

async function twoServers(): Promise<{ urls: readonly string[]; store: Store }> {
  const source = { url: await postgres.freshUrl(), masterKey: randomBytes(32) };
  await migrate(source, new Date());
  const urls: string[] = [];
  const stores: Store[] = [];
  for (let at = 0; at < 2; at += 1) {
    const store = await openStore(source);
    const app = createServer({
      ...{ store, distFolder: '/nowhere', publicUrl: 'https://vesnik.example.org', languages: ['be'], lists },
      ...{ trustedHops: 1, answerMs: 0, now: () => new Date('2024-04-22T09:00:00Z') },
    });
    const server = await listenForReaders(app, { port: 0 });
    ends.unshift(async () => {
      await server.close(0);
      await store.close();
    });
    urls.push(server.url);
    stores.push(store);
  }
  const [store] = stores;
  if (store === undefined) throw new Error('no store');
  return { urls, store };
}

test('two servers on one PostgreSQL count together what comes to them, and store neither client nor address', async () => {
  const { urls, store } = await twoServers();
  const ask = async (at: number, email: string, client: string): Promise<number> => {
    const init = form({ email, list: 'be' }, { 'x-forwarded-for': client });
    return (await fetch(`${urls[at % 2]}/subscribe`, { ...init, redirect: 'manual' })).status;
  };
  const statuses = [];
  for (let at = 0; at < 34; at += 1) statuses.push(await ask(at, `r${at}@site${at}.example`, '203.0.113.7'));
  expect(statuses).toEqual([...Array.from({ length: 30 }, () => 303), 429, 429, 429, 429]);
  const letters = [...'victim'];
  for (let at = 0; at < 8; at += 1) {
    const local = letters
      .map((letter, index) => (index > 0 && (at >> (index - 1)) & 1 ? `.${letter}` : letter))
      .join('');
    expect(await ask(at, `${local}@example.org`, `203.0.114.${at}`)).toBe(303);
  }
  const mailed = await store.db.selectFrom('outbox').select('id').execute();
  expect(mailed).toHaveLength(30 + 3);
  const counts = await store.db.selectFrom('sign_up_counts').selectAll().execute();
  const kept = counts.map(({ hash }) => hash.toString('latin1')).join();
  expect(counts.length).toBeGreaterThan(60);
  for (const secret of ['203.0.11', 'victim', 'example']) expect(kept).not.toContain(secret);
});
