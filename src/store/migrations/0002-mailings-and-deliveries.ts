import { sql } from 'kysely';
import type { Migration } from './migration.ts';

export const mailingsAndDeliveries: Migration = {
  version: 2,
  name: 'mailings and deliveries',
  async up(db, { idColumn, bytesColumn }) {
    await db.schema
      .createTable('mailings')
      .addColumn('id', idColumn)
      .addColumn('issue', 'text', column => column.notNull())
      .addColumn('state', 'text', column => column.notNull())
      .addColumn('recipients', 'integer', column => column.notNull())
      .addColumn('excluded', 'text', column => column.notNull())
      .addColumn('due_at', 'bigint', column => column.notNull())
      .addColumn('created_at', 'bigint', column => column.notNull())
      .addColumn('finished_at', 'bigint')
      .execute();
    // One mailing of an issue at a time, whoever else is freezing the same one.
    await db.schema
      .createIndex('mailings_one_per_issue')
      .unique()
      .on('mailings')
      .column('issue')
      .where(sql.ref('state'), 'not in', sql`('cancelled', 'freezing')`)
      .execute();
    await db.schema
      .createTable('variants')
      .addColumn('id', idColumn)
      .addColumn('mailing_id', 'integer', column => column.notNull().references('mailings.id').onDelete('cascade'))
      .addColumn('list', 'text', column => column.notNull())
      .addColumn('form', 'text', column => column.notNull())
      .addColumn('frozen', 'text', column => column.notNull())
      .addUniqueConstraint('variants_one_per_group', ['mailing_id', 'list', 'form'])
      .execute();
    await db.schema
      .createTable('deliveries')
      .addColumn('id', idColumn)
      .addColumn('mailing_id', 'integer', column => column.notNull().references('mailings.id').onDelete('cascade'))
      .addColumn('variant_id', 'integer', column => column.notNull().references('variants.id').onDelete('cascade'))
      .addColumn('bytes', bytesColumn, column => column.notNull().unique())
      .addColumn('subscriber_id', 'integer', column => column.references('subscribers.id').onDelete('set null'))
      .addColumn('list', 'text', column => column.notNull())
      .addColumn('provider', 'text', column => column.notNull())
      .addColumn('state', 'text', column => column.notNull())
      .addColumn('worker', 'integer')
      .addColumn('available_at', 'bigint', column => column.notNull())
      .addColumn('attempts', 'integer', column => column.notNull())
      .addColumn('attempted_at', 'bigint')
      .addColumn('answer', 'text')
      .addColumn('changed_at', 'bigint', column => column.notNull())
      .addUniqueConstraint('deliveries_one_per_subscriber', ['mailing_id', 'subscriber_id'])
      .execute();
    await db.schema.createIndex('deliveries_of_subscriber').on('deliveries').column('subscriber_id').execute();
    // What a claim looks for. A claim moves a row to the end of its lease, so the next one does not step over it.
    await db.schema
      .createIndex('deliveries_claimable')
      .on('deliveries')
      .columns(['mailing_id', 'available_at'])
      .where(sql.ref('state'), 'in', sql`('queued', 'deferred')`)
      .execute();
    await db.schema
      .createIndex('deliveries_held')
      .on('deliveries')
      .column('worker')
      .where(sql.ref('worker'), 'is not', null)
      .execute();
  },
};
