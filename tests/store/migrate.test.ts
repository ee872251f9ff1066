import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '#store/database.ts';
import { migrate, migrateTo } from '#store/migrate.ts';
import { migrations } from '#store/migrations/all.ts';
import type { Migration } from '#store/migrations/migration.ts';
import { openStore } from '#store/open.ts';
import { ourSchemaVersion } from '#store/schema-version.ts';
import { addSubscriber, findByAddress } from '#store/subscribers.ts';
import { now, onBothDatabases } from './both-databases.ts';
import { person } from './people.ts';

onBothDatabases(fresh => {
  describe('migrating', () => {
    it('makes a database with its keys, and changes nothing the second time', async () => {
      const source = await fresh.source();
      const names = migrations.map(({ name }) => name);
      expect(await migrate(source, now)).toEqual({ from: 0, to: ourSchemaVersion, done: names });
      const store = await openStore(source);
      await addSubscriber(store, person('reader@example.org'), now);
      await store.close();
      expect(await migrate(source, now)).toEqual({ from: ourSchemaVersion, to: ourSchemaVersion, done: [] });
      const again = await openStore(source);
      expect(await findByAddress(again, 'reader@example.org')).toMatchObject({ address: 'reader@example.org' });
      await again.close();
    });

    it('is done once when several do it at the same moment', async () => {
      const source = await fresh.source();
      const rivals = await Promise.allSettled([migrate(source, now), migrate(source, now), migrate(source, now)]);
      const done = rivals.flatMap(rival => (rival.status === 'fulfilled' ? rival.value.done : []));
      expect(done).toEqual(migrations.map(({ name }) => name));
      for (const rival of rivals) if (rival.status === 'rejected') expect(rival.reason.code).toBe('sender-busy');
      await (await openStore(source)).close();
    });

    it('goes on from an older version, and a step that fails leaves no trace', async () => {
      const source = await fresh.source();
      await migrate(source, now);
      const database = await openDatabase(source.url);
      const failing: Migration = {
        version: ourSchemaVersion + 1,
        name: 'fails half-way',
        up: async db => {
          await db.schema.createTable('half').addColumn('id', 'integer').execute();
          throw new Error('stopped');
        },
      };
      await expect(migrateTo(database, [...migrations, failing], now)).rejects.toThrow('stopped');
      const tables = (await database.db.introspection.getTables()).map(({ name }) => name);
      expect(tables).not.toContain('half');
      const good: Migration = {
        ...failing,
        up: async db => void (await sql`create table half (id integer)`.execute(db)),
      };
      expect(await migrateTo(database, [...migrations, good], now)).toEqual(['fails half-way']);
      await database.close();
      await expect(openStore(source)).rejects.toMatchObject({ code: 'schema-newer' });
    });

    it('two of one step that meet: one does it, the other finds it done', async () => {
      const source = await fresh.source();
      const one = await openDatabase(source.url, { makeIfMissing: true });
      const two = await openDatabase(source.url);
      const done = await Promise.all([migrateTo(one, migrations, now), migrateTo(two, migrations, now)]);
      expect(done.flat().sort()).toEqual(migrations.map(({ name }) => name).sort());
      await one.close();
      await two.close();
    });

    it('with another key is refused before anything is changed', async () => {
      const source = await fresh.source();
      await migrate(source, now);
      const thief = { ...source, masterKey: randomBytes(32) };
      await expect(migrate(thief, now)).rejects.toMatchObject({ code: 'wrong-key', kind: 'usage' });
    });

    it('numbers its steps from 1 without gaps', () => {
      expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, at) => at + 1));
    });
  });

  describe('opening', () => {
    it.each([
      ['older', -1, 'npx vesnik migrate'],
      ['newer', 1, 'newer Vesnik'],
    ])('a database of an %s version is refused with what to do', async (name, by, hint) => {
      const store = await fresh.store();
      if (by > 0)
        await store.db
          .insertInto('migrations')
          .values({ version: ourSchemaVersion + by, name, applied_at: 0 })
          .execute();
      else await store.db.deleteFrom('migrations').where('version', '=', ourSchemaVersion).execute();
      const refused = { code: `schema-${name}`, kind: 'usage', hint: expect.stringContaining(hint) };
      await expect(openStore(fresh.sourceOf(store))).rejects.toMatchObject(refused);
      if (by > 0) await expect(migrate(fresh.sourceOf(store), now)).rejects.toMatchObject(refused);
    });

    it('with a wrong key is refused', async () => {
      const store = await fresh.store();
      const source = { ...fresh.sourceOf(store), masterKey: randomBytes(32) };
      await expect(openStore(source)).rejects.toMatchObject({ code: 'wrong-key', kind: 'usage' });
    });

    it("another program's database is refused and left alone", async () => {
      const source = await fresh.source();
      const database = await openDatabase(source.url, { makeIfMissing: true });
      await sql`create table customers (id integer)`.execute(database.db);
      await expect(openStore(source)).rejects.toMatchObject({ code: 'database-foreign' });
      await expect(migrate(source, now)).rejects.toMatchObject({ code: 'database-foreign' });
      expect((await database.db.introspection.getTables()).map(({ name }) => name)).toEqual(['customers']);
      await database.close();
    });
  });
});
