import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import { migrate } from '#store/migrate.ts';
import { openStore, type Store, type StoreSource } from '#store/open.ts';
import { startPostgres, type TestPostgres } from '../postgres.ts';

/** What a test of the contract suite gets: databases that nobody else uses, closed and removed after it. */
export interface Fresh {
  readonly kind: 'sqlite' | 'postgres';
  /** A URL where there is no database, or an empty one. */
  source(): Promise<StoreSource>;
  /** A migrated database, open. */
  store(): Promise<Store>;
  /** How it was opened, for another process. */
  sourceOf(store: Store): StoreSource;
  /** Opens it once more, as another process would. */
  again(store: Store): Promise<Store>;
}

export const now = new Date('2024-04-22T09:00:00Z');

export function later(ms: number): Date {
  return new Date(now.getTime() + ms);
}

/** Runs the same tests on SQLite and on PostgreSQL. */
export function onBothDatabases(tests: (fresh: Fresh) => void): void {
  describe('on SQLite', () => {
    const folders: string[] = [];
    const { fresh, closeAll } = freshStores('sqlite', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'vesnik-store-'));
      folders.push(folder);
      return `file:${join(folder, 'vesnik.db')}`;
    });
    afterEach(async () => {
      await closeAll();
      for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
    });
    tests(fresh);
  });
  describe('on PostgreSQL', () => {
    let postgres: TestPostgres | undefined;
    beforeAll(async () => {
      postgres = await startPostgres();
    });
    afterAll(() => postgres?.stop());
    const { fresh, closeAll } = freshStores('postgres', () => {
      if (postgres === undefined) throw new Error('PostgreSQL has not started');
      return postgres.freshUrl();
    });
    afterEach(closeAll);
    tests(fresh);
  });
}

function freshStores(
  kind: Fresh['kind'],
  freshUrl: () => Promise<string>,
): { fresh: Fresh; closeAll(): Promise<void> } {
  const open: Store[] = [];
  const sources = new Map<Store, StoreSource>();
  const opened = async (source: StoreSource): Promise<Store> => {
    const store = await openStore(source);
    open.push(store);
    sources.set(store, source);
    return store;
  };
  const sourceOf = (store: Store): StoreSource => {
    const known = sources.get(store);
    if (known === undefined) throw new Error('that store is not from here');
    return known;
  };
  const source = async (): Promise<StoreSource> => ({ url: await freshUrl(), masterKey: randomBytes(32) });
  return {
    fresh: {
      kind,
      source,
      store: async () => {
        const made = await source();
        await migrate(made, now);
        return opened(made);
      },
      sourceOf,
      again: store => opened(sourceOf(store)),
    },
    closeAll: async () => {
      for (const store of open.splice(0)) await store.close();
      sources.clear();
    },
  };
}
