import { VesnikError } from '#errors.ts';
import type { Database } from './database.ts';

type Marked = Pick<Database, 'db' | 'place'>;

/**
 * The row of `migrations` that says that everything lives elsewhere now. As a version that no Vesnik has, it keeps out those too that
 * have never heard of it: two databases with one mailing would mail it twice.
 */
export const movedVersion = 1_000_000;

/** Where a database was moved to, and when. */
export interface Moved {
  readonly place: string;
  readonly at: Date;
}

/** Undefined: it was not moved. It must have its tables. */
export async function movedTo({ db }: Marked): Promise<Moved | undefined> {
  const row = await db
    .selectFrom('migrations')
    .select(['name', 'applied_at'])
    .where('version', '=', movedVersion)
    .executeTakeFirst();
  return row && { place: row.name, at: new Date(row.applied_at) };
}

/** From now on nobody opens the database any more. */
export async function markMoved({ db }: Marked, place: string, now: Date): Promise<void> {
  await db
    .insertInto('migrations')
    .values({ version: movedVersion, name: place, applied_at: now.getTime() })
    .onConflict(conflict => conflict.column('version').doUpdateSet({ name: place, applied_at: now.getTime() }))
    .execute();
}

export async function unmarkMoved({ db }: Marked): Promise<void> {
  await db.deleteFrom('migrations').where('version', '=', movedVersion).execute();
}

export async function databaseMoved(database: Marked): Promise<VesnikError> {
  const moved = await movedTo(database);
  return new VesnikError({
    code: 'database-moved',
    message: `The database ${database.place} was moved to ${moved?.place ?? 'another place'}${moved ? ` on ${moved.at.toISOString()}` : ''}. What is here is old: nothing is sent or changed here any more.`,
    hint: 'Set VESNIK_DATABASE_URL to the new place. If the move broke off and the new place is empty, type the same command again.',
    kind: 'usage',
  });
}

/** It has been moved to the very place that is asked for, where everything is. */
export function alreadyMoved(from: string, { place, at }: Moved): VesnikError {
  return new VesnikError({
    code: 'already-moved',
    message: `${from} has been moved to ${place} already, on ${at.toISOString()}, and what is there is in use now. Nothing was changed.`,
    hint: 'There is nothing left to move: set VESNIK_DATABASE_URL to the new place and look it over with npx vesnik doctor. Leave the new database as it is; the old one may be deleted once there is a backup of the new one.',
  });
}
