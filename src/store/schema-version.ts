import { VesnikError } from '#errors.ts';
import type { Database } from './database.ts';
import { migrations } from './migrations/all.ts';
import { databaseMoved, movedVersion } from './moved-mark.ts';

/** The version that this code works with. */
export const ourSchemaVersion = migrations.length;

/** The version of a database: 0 for one without tables. Throws VesnikError `database-foreign` where the tables are not ours, `database-moved`. */
export async function schemaVersion({ db, place }: Pick<Database, 'db' | 'place'>): Promise<number> {
  const tables = (await db.introspection.getTables()).map(table => table.name);
  if (tables.includes('migrations')) {
    const row = await db
      .selectFrom('migrations')
      .select(({ fn }) => fn.max('version').as('version'))
      .executeTakeFirst();
    const version = row?.version ?? 0;
    if (version === movedVersion) throw await databaseMoved({ db, place });
    return version;
  }
  if (tables.length === 0) return 0;
  throw new VesnikError({
    code: 'database-foreign',
    message: `The database ${place} belongs to another program: it has tables, but none of ours.`,
    hint: 'Check VESNIK_DATABASE_URL, or make a database of its own for Vesnik.',
    kind: 'usage',
  });
}

/** Throws VesnikError (usage) `schema-older`, `schema-newer` or `database-moved` unless the database has our version. */
export async function checkSchema(database: Database): Promise<void> {
  const version = await schemaVersion(database);
  if (version > ourSchemaVersion) throw schemaNewer(database.place, version);
  if (version < ourSchemaVersion) {
    throw new VesnikError({
      code: 'schema-older',
      message: `The database ${database.place} has version ${version} of the schema; this Vesnik works with ${ourSchemaVersion}.`,
      hint: 'Make a backup, stop the sender, and type: npx vesnik migrate',
      kind: 'usage',
    });
  }
}

export function schemaNewer(place: string, version: number): VesnikError {
  return new VesnikError({
    code: 'schema-newer',
    message: `The database ${place} is of a newer Vesnik (schema ${version}; this one works with ${ourSchemaVersion}).`,
    hint: 'Install the newer Vesnik again, or put back the copy of the database that was made before the upgrade.',
    kind: 'usage',
  });
}
