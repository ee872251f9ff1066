import { sql } from 'kysely';
import type { Migration } from './migration.ts';

export const mayHaveArrived: Migration = {
  version: 13,
  name: 'may have arrived',
  async up(db) {
    await db.schema
      .alterTable('deliveries')
      .addColumn('may_have_arrived', 'integer', column => column.notNull().defaultTo(0))
      .execute();
    // Queued after an attempt: somebody had them sent once more.
    await sql`update deliveries set may_have_arrived = 1 where state = 'queued' and attempts > 0`.execute(db);
  },
};
