import type { Migration } from './migration.ts';

export const signUps: Migration = {
  version: 4,
  name: 'sign-ups',
  async up(db) {
    await db.schema.alterTable('subscribers').addColumn('consent_words', 'text').execute();
    await db.schema
      .createTable('sign_ups')
      .addColumn('subscriber_id', 'integer', column =>
        column.primaryKey().references('subscribers.id').onDelete('cascade'),
      )
      .addColumn('list', 'text', column => column.notNull())
      .addColumn('source', 'text', column => column.notNull())
      .addColumn('words', 'text')
      .addColumn('asked_at', 'bigint', column => column.notNull())
      .addColumn('confirmed_at', 'bigint')
      .execute();
    await db.schema.createIndex('sign_ups_by_age').on('sign_ups').column('asked_at').execute();
    await db.schema.createIndex('outbox_due').on('outbox').column('available_at').execute();
    await db.schema.createIndex('outbox_of_subscriber').on('outbox').column('subscriber_id').execute();
  },
};
