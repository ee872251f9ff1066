import { type Kysely, sql } from 'kysely';
import type { Tables } from './schema.ts';
import type { TableShape } from './schema-shape.ts';

// Rows of one table are as short as a hash or as long as a mail with its pictures: so many bytes at a time, roughly.
const bytesAtOnce = 256 * 1024;
const mostRows = 1000;

/**
 * All rows of a table by its primary key, batch by batch: of each a line of JSON without LF, an array with a cell for each of the shape's
 * columns (text, number or null; bytes in base64), in memory that does not grow with it. Whoever wants one moment of several tables
 * gives a transaction.
 */
export async function* tableRows(
  db: Kysely<Tables>,
  { name, columns, key }: Pick<TableShape, 'name' | 'columns' | 'key'>,
): AsyncGenerator<readonly Buffer[]> {
  if (key.length === 0) throw new Error(`the table ${name} has no primary key to read it by`);
  const keyColumns = sql.join(key.map(column => sql.ref(column)));
  const wanted = sql.join(columns.map(column => sql.ref(column)));
  let after = sql``;
  for (let limit = 10; ; ) {
    const { rows } = await sql<Record<string, unknown>>`
      select ${wanted} from ${sql.table(name)} ${after} order by ${keyColumns} limit ${limit}`.execute(db);
    const last = rows.at(-1);
    if (last === undefined) return;
    const lines = rows.map(row => Buffer.from(JSON.stringify(columns.map(column => cellOf(row[column])))));
    yield lines;
    after = sql`where (${keyColumns}) > (${sql.join(key.map(column => last[column]))})`;
    const size = lines.reduce((sum, line) => sum + line.length, 0);
    limit = Math.max(1, Math.min(mostRows, Math.floor((bytesAtOnce * rows.length) / size)));
  }
}

function cellOf(value: unknown): unknown {
  return Buffer.isBuffer(value) ? value.toString('base64') : value;
}
