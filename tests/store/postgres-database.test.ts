import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from '#store/migrate.ts';
import { openStore } from '#store/open.ts';
import { acquireSender } from '#store/sender-lock.ts';
import { findByAddress } from '#store/subscribers.ts';
import { startPostgres, type TestPostgres } from '../postgres.ts';
import { now } from './both-databases.ts';

const masterKey = randomBytes(32);
let postgres: TestPostgres | undefined;
let url = '';

beforeAll(async () => {
  postgres = await startPostgres();
  url = await postgres.freshUrl();
});
afterAll(() => postgres?.stop());

describe('a PostgreSQL', () => {
  it('that refuses the password or has no such database says so, and the password is not repeated', async () => {
    const wrong = new URL(url);
    wrong.password = 'let-me-in';
    const missing = new URL(url);
    missing.pathname = '/nothing_here';
    for (const each of [wrong, missing]) {
      const refused = openStore({ url: each.href, masterKey });
      await expect(refused).rejects.toMatchObject({ code: 'database-refused', kind: 'usage' });
      await expect(refused).rejects.not.toMatchObject({ message: expect.stringContaining('let-me-in') });
    }
  });

  it('without tables is not taken for a database of ours', async () => {
    await expect(openStore({ url, masterKey })).rejects.toMatchObject({ code: 'schema-older' });
  });

  it('that goes away while we work says so at the next question', async () => {
    await migrate({ url, masterKey }, now);
    const store = await openStore({ url, masterKey });
    const sender = await acquireSender(store, { now, host: 'test', pid: 1 });
    const lost = new Promise(resolve => sender.lost.addEventListener('abort', resolve));
    await postgres?.stop();
    await lost;
    await expect(findByAddress(store, 'reader@example.org')).rejects.toMatchObject({
      code: 'database-unreachable',
      message: expect.stringContaining('PostgreSQL does not answer'),
    });
    await expect(openStore({ url, masterKey })).rejects.toMatchObject({ code: 'database-unreachable' });
    await store.close();
  });
});
