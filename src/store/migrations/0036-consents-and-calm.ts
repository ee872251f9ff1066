import type { Migration } from './migration.ts';

export const consentsAndCalm: Migration = {
  version: 12,
  name: 'consents and calm',
  async up(db, { bytesColumn }) {
    // Null: signed up before anybody noted it.
    await db.schema.alterTable('sign_ups').addColumn('first_asked_at', 'bigint').execute();
    await db.schema
      .createTable('consents')
      .addColumn('subscriber_id', 'integer', column =>
        column.notNull().references('subscribers.id').onDelete('cascade'),
      )
      .addColumn('at', 'bigint', column => column.notNull())
      .addColumn('source', 'text', column => column.notNull())
      .addColumn('list', 'text')
      .addColumn('words', 'text')
      .addPrimaryKeyConstraint('consents_primary', ['subscriber_id', 'at', 'source'])
      .execute();
    await db.schema
      .createTable('asked_addresses')
      .addColumn('address_index', bytesColumn, column => column.primaryKey())
      .addColumn('mails', 'integer', column => column.notNull())
      .addColumn('since', 'bigint', column => column.notNull())
      .addColumn('quiet_until', 'bigint')
      .execute();
  },
};
