import type { Migration } from './migration.ts';

export const bounces: Migration = {
  version: 9,
  name: 'bounces',
  async up(db) {
    for (const [name, type] of [
      ['bounce_verdict', 'text'],
      ['bounce_reason', 'text'],
      ['bounce_words', 'text'],
      ['bounced_at', 'bigint'],
    ] as const)
      await db.schema.alterTable('deliveries').addColumn(name, type).execute();
    await db.schema
      .createTable('bounce_counts')
      .addColumn('mailing_id', 'integer', column => column.notNull().references('mailings.id').onDelete('cascade'))
      .addColumn('list', 'text', column => column.notNull())
      .addColumn('reason', 'text', column => column.notNull())
      .addColumn('count', 'integer', column => column.notNull())
      .addPrimaryKeyConstraint('bounce_counts_primary', ['mailing_id', 'list', 'reason'])
      .execute();
  },
};
