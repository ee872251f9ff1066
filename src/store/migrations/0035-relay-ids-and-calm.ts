import { sql } from 'kysely';
import type { Migration } from './migration.ts';

export const relayIdsAndCalm: Migration = {
  version: 11,
  name: 'relay ids and calm notices',
  async up(db) {
    await db.schema.alterTable('deliveries').addColumn('relay_id', 'text').execute();
    // Only relays that tell of a message later by their own id give one: with all others this index stays empty and costs nothing.
    await db.schema
      .createIndex('deliveries_relay_id')
      .on('deliveries')
      .column('relay_id')
      .where(sql.ref('relay_id'), 'is not', null)
      .execute();
    await db.schema
      .alterTable('mailings')
      .addColumn('waits_for_pages', 'integer', column => column.notNull().defaultTo(1))
      .execute();
    await db.schema.alterTable('troubles').addColumn('well_since', 'bigint').execute();
    await db.schema.alterTable('troubles').addColumn('told_at', 'bigint').execute();
    await db.schema.alterTable('troubles').addColumn('facts', 'text').execute();
    await db.schema
      .alterTable('troubles')
      .addColumn('is_told', 'integer', column => column.notNull().defaultTo(1))
      .execute();
    await sql`update troubles set told_at = since`.execute(db);
  },
};
