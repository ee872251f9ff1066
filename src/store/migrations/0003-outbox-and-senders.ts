import type { Migration } from './migration.ts';

export const outboxAndSenders: Migration = {
  version: 3,
  name: 'outbox and senders',
  async up(db, { idColumn, bytesColumn }) {
    await db.schema
      .createTable('outbox')
      .addColumn('id', idColumn)
      .addColumn('bytes', bytesColumn, column => column.notNull().unique())
      .addColumn('kind', 'text', column => column.notNull())
      .addColumn('list', 'text', column => column.notNull())
      .addColumn('subscriber_id', 'integer', column => column.references('subscribers.id').onDelete('cascade'))
      .addColumn('provider', 'text', column => column.notNull())
      .addColumn('state', 'text', column => column.notNull())
      .addColumn('worker', 'integer')
      .addColumn('available_at', 'bigint', column => column.notNull())
      .addColumn('attempts', 'integer', column => column.notNull())
      .addColumn('attempted_at', 'bigint')
      .addColumn('answer', 'text')
      .addColumn('created_at', 'bigint', column => column.notNull())
      .addColumn('changed_at', 'bigint', column => column.notNull())
      .execute();
    await db.schema
      .createTable('senders')
      .addColumn('id', idColumn)
      .addColumn('host', 'text', column => column.notNull())
      .addColumn('pid', 'integer', column => column.notNull())
      .addColumn('started_at', 'bigint', column => column.notNull())
      .execute();
  },
};
