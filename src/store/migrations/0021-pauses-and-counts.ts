import type { Migration } from './migration.ts';

export const pausesAndCounts: Migration = {
  version: 6,
  name: 'pauses and counts',
  async up(db) {
    await db.schema.alterTable('subscribers').addColumn('paused_until', 'bigint').execute();
    await db.schema.alterTable('subscribers').addColumn('link_asked_at', 'bigint').execute();
    await db.schema
      .createTable('delivery_counts')
      .addColumn('mailing_id', 'integer', column => column.notNull().references('mailings.id').onDelete('cascade'))
      .addColumn('list', 'text', column => column.notNull())
      .addColumn('state', 'text', column => column.notNull())
      .addColumn('count', 'integer', column => column.notNull())
      .addPrimaryKeyConstraint('delivery_counts_primary', ['mailing_id', 'list', 'state'])
      .execute();
  },
};
