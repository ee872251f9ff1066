import type { Migration } from './migration.ts';

export const signUpCounts: Migration = {
  version: 7,
  name: 'sign-up counts',
  async up(db, { bytesColumn, passingTable }) {
    await db.schema
      .createTable('sign_up_counts')
      .modifyFront(passingTable)
      .addColumn('hash', bytesColumn, column => column.primaryKey())
      .addColumn('count', 'integer', column => column.notNull())
      .addColumn('expires_at', 'bigint', column => column.notNull())
      .execute();
  },
};
