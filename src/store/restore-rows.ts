import { type Kysely, sql } from 'kysely';
import { parsedLine, rowLine } from './backup-lines.ts';
import { backupDamaged } from './backup-trouble.ts';
import type { Database } from './database.ts';
import { isDuplicate, isOrphan } from './database-errors.ts';
import type { Tables } from './schema.ts';
import type { TableShape } from './schema-shape.ts';

const mostRows = 500;
const mostBytes = 1024 * 1024;

/** Takes the lines of a backup in order and writes them in batches. */
interface RowWriter {
  table(line: {
    readonly table: string;
    readonly columns: readonly string[];
    readonly bytes: readonly string[];
  }): Promise<void>;
  row(line: Buffer): Promise<void>;
  /** Writes what is left; the rows of each table. */
  end(): Promise<Record<string, number>>;
  count(): number;
}

interface OpenTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly isBytes: readonly boolean[];
}

/** Throws VesnikError `backup-damaged` for tables and columns that the schema has not, and rows that do not fit them. */
export function rowWriter({ dialect }: Database, db: Kysely<Tables>, shapes: readonly TableShape[]): RowWriter {
  const counts: Record<string, number> = {};
  let open: OpenTable | undefined;
  let waiting: unknown[][] = [];
  let bytes = 0;
  const flush = async (): Promise<void> => {
    if (open === undefined || waiting.length === 0) return;
    const columns = sql.join(open.columns.map(column => sql.ref(column)));
    const values = sql.join(waiting.map(cells => sql`(${sql.join(cells)})`));
    await sql`insert into ${sql.table(open.name)} (${columns}) ${dialect.givenIds} values ${values}`
      .execute(db)
      .catch(error => {
        throw isDuplicate(error) || isOrphan(error) ? backupDamaged('Its rows contradict each other.', error) : error;
      });
    counts[open.name] = (counts[open.name] ?? 0) + waiting.length;
    waiting = [];
    bytes = 0;
  };
  const close = async (): Promise<void> => {
    await flush();
    if (open?.columns.includes('id') && dialect.name === 'postgres') await continueIds(db, open.name);
  };
  return {
    async table({ table, columns, bytes: bytesColumns }) {
      await close();
      const shape = shapes.find(({ name }) => name === table);
      if (shape === undefined || !columns.every(column => shape.columns.includes(column))) {
        throw backupDamaged('It names a table or a column that its version has not.');
      }
      open = { name: table, columns, isBytes: columns.map(column => bytesColumns.includes(column)) };
      counts[table] = 0;
    },
    async row(line) {
      if (open === undefined) throw backupDamaged('It has rows before any table.');
      waiting.push(cellsOf(line, open));
      bytes += line.length;
      if (waiting.length >= mostRows || bytes >= mostBytes) await flush();
    },
    async end() {
      await close();
      return counts;
    },
    count: () => Object.values(counts).reduce((sum, count) => sum + count, 0),
  };
}

function cellsOf(line: Buffer, { columns, isBytes }: OpenTable): unknown[] {
  const row = rowLine.safeParse(parsedLine(line));
  if (!row.success || row.data.length !== columns.length) throw backupDamaged('A row in it does not fit its table.');
  return row.data.map((cell, at) => (isBytes[at] && typeof cell === 'string' ? Buffer.from(cell, 'base64') : cell));
}

// SQLite goes on behind the highest id by itself.
async function continueIds(db: Kysely<Tables>, table: string): Promise<void> {
  await sql`select setval(pg_get_serial_sequence(${table}, 'id'), (select max(id) from ${sql.table(table)}))
    where pg_get_serial_sequence(${table}, 'id') is not null`.execute(db);
}
