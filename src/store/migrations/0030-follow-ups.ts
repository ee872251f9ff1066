import type { Migration } from './migration.ts';

export const followUps: Migration = {
  version: 8,
  name: 'follow-ups',
  async up(db) {
    await db.schema
      .alterTable('mailings')
      .addColumn('kind', 'text', column => column.notNull().defaultTo('issue'))
      .execute();
    await db.schema.alterTable('mailings').addColumn('parent', 'text').execute();
    // Null: frozen before anybody noted it.
    await db.schema.alterTable('variants').addColumn('held', 'text').execute();
  },
};
