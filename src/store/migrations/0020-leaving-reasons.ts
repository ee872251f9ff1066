import type { Migration } from './migration.ts';

export const leavingReasons: Migration = {
  version: 5,
  name: 'leaving reasons',
  async up(db) {
    await db.schema.alterTable('subscribers').addColumn('left_reason', 'text').execute();
  },
};
