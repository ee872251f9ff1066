import { expect, it } from 'vitest';
import { migrations } from '#store/migrations/all.ts';
import { schemaShape } from '#store/schema-shape.ts';
import { ourSchemaVersion } from '#store/schema-version.ts';
import { onBothDatabases } from './both-databases.ts';

onBothDatabases(fresh => {
  it('the shape of the schema is that of the database, table by table and column by column', async () => {
    const { db } = await fresh.store();
    const tables = (await db.introspection.getTables()).filter(({ name }) => name !== 'migrations');
    const shapes = await schemaShape(ourSchemaVersion);
    expect(shapes.map(({ name }) => name).sort()).toEqual(tables.map(({ name }) => name).sort());
    for (const { name, columns, bytes } of shapes) {
      const table = tables.find(each => each.name === name);
      expect([...columns].sort()).toEqual(table?.columns.map(column => column.name).sort());
      const binary = table?.columns.filter(({ dataType }) => ['blob', 'bytea'].includes(dataType.toLowerCase()));
      expect([...bytes].sort()).toEqual(binary?.map(column => column.name).sort());
    }
  });
});

it('a backup can read every table by its primary key, and restore it after those that it belongs to', async () => {
  for (const { version } of migrations) {
    const shapes = await schemaShape(version);
    for (const { name, key } of shapes) expect([name, key.length]).not.toEqual([name, 0]);
  }
  const names = (await schemaShape(ourSchemaVersion)).map(({ name }) => name);
  for (const [owner, owned] of [
    ['subscribers', 'deliveries'],
    ['mailings', 'variants'],
    ['variants', 'deliveries'],
    ['subscribers', 'outbox'],
    ['subscribers', 'sign_ups'],
  ] as const) {
    expect(names.indexOf(owner)).toBeGreaterThan(-1);
    expect(names.indexOf(owner)).toBeLessThan(names.indexOf(owned));
  }
});
