import type { Transaction } from 'kysely';
import type { Database } from './database.ts';
import { explain, isDeadlock } from './database-errors.ts';
import type { Tables } from './schema.ts';

const attempts = 5;

/**
 * Runs `work` in one write transaction; keep it under 50 ms, others wait for it. Where PostgreSQL gave it up for a
 * deadlock it runs again from the start, so `work` must do nothing but speak to the database.
 */
export async function inTransaction<Result>(
  { db, place }: Pick<Database, 'db' | 'place'>,
  work: (transaction: Transaction<Tables>) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      if (!isDeadlock(error) || attempt === attempts) throw explain(error, place);
    }
  }
}
