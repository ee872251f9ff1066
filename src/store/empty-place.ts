import { sql } from 'kysely';
import { VesnikError } from '#errors.ts';
import type { Database } from './database.ts';
import type { TableShape } from './schema-shape.ts';
import { schemaVersion } from './schema-version.ts';

/**
 * Throws VesnikError `place-taken` unless the database has no tables, or those of this version or an older one without a row: filling it
 * that was interrupted leaves them so, also half-way between two versions.
 */
export async function requireEmpty(
  database: Pick<Database, 'db' | 'place'>,
  version: number,
  shapes: readonly Pick<TableShape, 'name'>[],
): Promise<void> {
  const present = await schemaVersion(database);
  if (present === 0) return;
  if (present > version) throw placeTaken(database.place);
  const names = new Set((await database.db.introspection.getTables()).map(table => table.name));
  for (const { name } of shapes.filter(shape => names.has(shape.name))) {
    const { rows } = await sql`select 1 from ${sql.table(name)} limit 1`.execute(database.db);
    if (rows.length > 0) throw placeTaken(database.place);
  }
}

function placeTaken(place: string): VesnikError {
  return new VesnikError({
    code: 'place-taken',
    message: `There is something in the database ${place} already, and a backup or another database goes into an empty place only. Nothing was changed.`,
    hint: 'Name another place, such as file:data/restored.db or an empty database on the server, or move the file away (with its -wal and -shm). `migrate` has made keys here: what comes brings its own.',
  });
}
