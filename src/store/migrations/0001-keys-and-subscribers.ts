import type { Migration } from './migration.ts';

export const keysAndSubscribers: Migration = {
  version: 1,
  name: 'keys and subscribers',
  async up(db, { idColumn, bytesColumn }) {
    await db.schema
      .createTable('keys')
      .addColumn('kind', 'text', column => column.notNull())
      .addColumn('id', 'integer', column => column.notNull())
      .addColumn('wrapped', bytesColumn, column => column.notNull())
      .addColumn('created_at', 'bigint', column => column.notNull())
      .addPrimaryKeyConstraint('keys_primary', ['kind', 'id'])
      .execute();
    await db.schema
      .createTable('subscribers')
      .addColumn('id', idColumn)
      .addColumn('ref', bytesColumn, column => column.notNull().unique())
      .addColumn('sealed', bytesColumn, column => column.notNull())
      .addColumn('address_index', bytesColumn, column => column.notNull().unique())
      .addColumn('list', 'text', column => column.notNull())
      .addColumn('form', 'text', column => column.notNull())
      .addColumn('state', 'text', column => column.notNull())
      .addColumn('provider', 'text', column => column.notNull())
      .addColumn('consent_source', 'text', column => column.notNull())
      .addColumn('consent_at', 'bigint', column => column.notNull())
      .addColumn('created_at', 'bigint', column => column.notNull())
      .addColumn('changed_at', 'bigint', column => column.notNull())
      .execute();
    await db.schema
      .createTable('suppressions')
      .addColumn('address_index', bytesColumn, column => column.notNull().primaryKey())
      .addColumn('reason', 'text', column => column.notNull())
      .addColumn('created_at', 'bigint', column => column.notNull())
      .execute();
  },
};
