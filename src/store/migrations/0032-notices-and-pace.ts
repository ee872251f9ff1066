import { sql } from 'kysely';
import type { Migration } from './migration.ts';

export const noticesAndPace: Migration = {
  version: 10,
  name: 'notices and pace',
  async up(db, { bytesColumn }) {
    await db.schema.alterTable('mailings').addColumn('looked_at', 'bigint').execute();
    await db.schema.alterTable('mailings').addColumn('told', 'text').execute();
    await db.schema.alterTable('mailings').addColumn('held', 'text').execute();
    for (const column of ['tried', 'refused', 'unknown']) {
      await db.schema
        .alterTable('mailings')
        .addColumn(column, 'integer', built => built.notNull().defaultTo(0))
        .execute();
    }
    // Nobody is told today of what ended long ago.
    await sql`update mailings
      set told = '{"finishedAt":' || coalesce(cast(finished_at as text), 'null') || ',"counts":{}}'
      where state in ('sent', 'cancelled')`.execute(db);
    await db.schema.alterTable('outbox').addColumn('recipient', bytesColumn).execute();
    await db.schema.alterTable('outbox').addColumn('facts', 'text').execute();
    await db.schema.alterTable('senders').addColumn('seen_at', 'bigint').execute();
    await db.schema
      .createTable('troubles')
      .addColumn('mailing_id', 'integer', column => column.notNull().references('mailings.id').onDelete('cascade'))
      .addColumn('kind', 'text', column => column.notNull())
      .addColumn('since', 'bigint', column => column.notNull())
      .addPrimaryKeyConstraint('troubles_primary', ['mailing_id', 'kind'])
      .execute();
    await db.schema
      .createTable('paces')
      .addColumn('scope', 'text', column => column.notNull().primaryKey())
      .addColumn('rate', 'double precision')
      .addColumn('full_rate', 'double precision')
      .addColumn('slowed_at', 'bigint', column => column.notNull().defaultTo(0))
      .addColumn('raised_at', 'bigint', column => column.notNull().defaultTo(0))
      .execute();
    // A provider that is slow must not stand in the way of the others: each is claimed by itself.
    await db.schema.dropIndex('deliveries_claimable').execute();
    await db.schema
      .createIndex('deliveries_claimable')
      .on('deliveries')
      .columns(['mailing_id', 'provider', 'available_at'])
      .where(sql.ref('state'), 'in', sql`('queued', 'deferred')`)
      .execute();
  },
};
