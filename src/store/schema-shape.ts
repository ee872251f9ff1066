import { type Kysely, sql } from 'kysely';
import { sqliteDialect } from './dialect.ts';
import { migrations } from './migrations/all.ts';
import type { Tables } from './schema.ts';
import { sqliteInMemory } from './sqlite-database.ts';

export interface TableShape {
  readonly name: string;
  readonly columns: readonly string[];
  /** Those of `columns` that hold bytes. */
  readonly bytes: readonly string[];
  /** Columns of the primary key, in its order. */
  readonly key: readonly string[];
}

/**
 * The tables of a version of the schema, the same on both databases, each after those that its rows belong to. Read from an empty
 * database that has gone through the migrations, so that no list of tables is to be kept by hand. About 10 ms.
 */
export async function schemaShape(version: number): Promise<TableShape[]> {
  const db = sqliteInMemory();
  try {
    for (const { up } of migrations.filter(step => step.version <= version)) await up(db, sqliteDialect);
    const { rows } = await sql<{ name: string }>`
      select name from sqlite_master where type = 'table' and name not like 'sqlite%' order by rowid`.execute(db);
    const shapes = await Promise.all(rows.map(async ({ name }) => ({ ...(await shapeOf(db, name)) })));
    return inOrder(shapes);
  } finally {
    await db.destroy();
  }
}

interface LinkedShape extends TableShape {
  readonly belongsTo: readonly string[];
}

async function shapeOf(db: Kysely<Tables>, name: string): Promise<LinkedShape> {
  const { rows: columns } = await sql<{ name: string; type: string; pk: number }>`
    select name, type, pk from pragma_table_info(${name})`.execute(db);
  const { rows: links } = await sql<{ table: string }>`
    select "table" from pragma_foreign_key_list(${name})`.execute(db);
  return {
    name,
    columns: columns.map(column => column.name),
    bytes: columns.filter(({ type }) => type.toLowerCase() === 'blob').map(column => column.name),
    key: columns
      .filter(({ pk }) => pk > 0)
      .sort((a, b) => a.pk - b.pk)
      .map(column => column.name),
    belongsTo: links.map(({ table }) => table).filter(table => table !== name),
  };
}

function inOrder(shapes: readonly LinkedShape[]): TableShape[] {
  const ordered: TableShape[] = [];
  let waiting = [...shapes];
  while (waiting.length > 0) {
    const ready = waiting.filter(({ belongsTo }) => belongsTo.every(name => ordered.some(done => done.name === name)));
    if (ready.length === 0)
      throw new Error(`tables that belong to each other in a circle: ${waiting.map(({ name }) => name)}`);
    ordered.push(...ready.map(({ belongsTo: _links, ...shape }) => shape));
    waiting = waiting.filter(shape => !ready.includes(shape));
  }
  return ordered;
}
