import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { type Database, openDatabase } from '#store/database.ts';
import { migrateTo } from '#store/migrate.ts';
import { migrations } from '#store/migrations/all.ts';
import { moveDatabase } from '#store/move.ts';
import { movedTo } from '#store/moved-mark.ts';
import { openStore } from '#store/open.ts';
import { mailingStatus } from '#store/status.ts';
import { now, onBothDatabases } from './both-databases.ts';
import { addReaders, approve, issue } from './people.ts';

onBothDatabases(fresh => {
  it('moves between two of a kind, and the new one opens with the same key', async () => {
    const { store, from, to } = await places();
    const tables = await moveDatabase(from, to, { now });
    expect(tables).toMatchObject({ subscribers: { rows: 1200 }, deliveries: { rows: 1200 }, variants: { rows: 1 } });
    expect(tables).not.toHaveProperty('sign_up_counts');
    const { masterKey } = fresh.sourceOf(store);
    const moved = await openStore({ url: to.url, masterKey });
    expect((await mailingStatus(moved, issue)).counts.queued).toBe(1200);
    await moved.close();
    await expect(openStore(fresh.sourceOf(store))).rejects.toMatchObject({ code: 'database-moved' });
    await closeAll(from, to);
  });

  it('somebody who writes to the old one meanwhile is noticed: nothing moves, and it goes on', async () => {
    const { store, from, to } = await places();
    let isDone = false;
    const write = async (): Promise<void> => {
      await store.db.updateTable('subscribers').set({ state: 'unsubscribed' }).where('id', '=', 7).execute();
    };
    let written: Promise<void> | undefined;
    const onProgress = (rows: number): void => {
      // Everything is read by now, and nothing compared.
      if (rows > 2400 && !isDone) {
        isDone = true;
        written = write();
      }
    };
    await expect(moveDatabase(from, to, { now, onProgress })).rejects.toMatchObject({ code: 'move-differs' });
    await written;
    await isAsBefore(store, to);
    await closeAll(from, to);
  });

  for (const [when, rows] of [
    ['while rows are written', 1300],
    ['while they are compared', 3500],
    ['after the old one was marked', 5000],
  ] as const) {
    it(`broken off ${when} it leaves the new place empty and the old one open; then it goes through`, async () => {
      const { store, from, to } = await places();
      const onProgress = (count: number): void => {
        if (count > rows) throw new Error('broken off');
      };
      await expect(moveDatabase(from, to, { now, onProgress })).rejects.toThrow('broken off');
      await isAsBefore(store, to);
      await moveDatabase(from, to, { now });
      expect(await movedTo(from)).toEqual({ place: to.place, at: now });
      await closeAll(from, to);
    });
  }

  it('goes into a place whose tables were only half made when an earlier move was killed', async () => {
    const { from, to } = await places();
    await migrateTo(to, migrations.slice(0, 5), now);
    expect(await moveDatabase(from, to, { now })).toMatchObject({ deliveries: { rows: 1200 } });
    await closeAll(from, to);
  });

  if (fresh.kind === 'postgres') {
    it('a server that ends the sessions in the middle is told in plain words, and nothing has moved', async () => {
      const { store, from, to } = await places();
      let cut: Promise<unknown> | undefined;
      const onProgress = (rows: number): void => {
        if (rows > 1300)
          cut ??= sql`
          select pg_terminate_backend(pid) from pg_stat_activity where datname = ${new URL(to.url).pathname.slice(1)}`.execute(
            store.db,
          );
      };
      await expect(moveDatabase(from, to, { now, onProgress })).rejects.toMatchObject({ code: 'database-unreachable' });
      await cut;
      await isAsBefore(store, to);
      await moveDatabase(from, to, { now });
      await closeAll(from, to);
    });
  }

  async function isAsBefore(store: Database, to: Database): Promise<void> {
    expect(await movedTo(store)).toBeUndefined();
    const { rows } = await sql`select 1 from subscribers`.execute(to.db);
    expect(rows).toEqual([]);
  }

  async function places() {
    const store = await fresh.store();
    await addReaders(store, 1200);
    await approve(store);
    const { url } = await fresh.source();
    const from = await openDatabase(fresh.sourceOf(store).url);
    return { store, from, to: { ...(await openDatabase(url, { makeIfMissing: true })), url } };
  }

  async function closeAll(...databases: readonly Database[]): Promise<void> {
    for (const database of databases) await database.close();
  }
});
