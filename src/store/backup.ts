import { createHash } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import { VesnikError } from '#errors.ts';
import { type BackupEnd, type BackupHead, backupFormat } from './backup-lines.ts';
import type { Database } from './database.ts';
import type { Tables } from './schema.ts';
import { schemaShape, type TableShape } from './schema-shape.ts';
import { ourSchemaVersion, schemaNewer, schemaVersion } from './schema-version.ts';

// Rows of one table are as short as a hash or as long as a mail with its pictures: so many bytes at a time, roughly.
const bytesAtOnce = 256 * 1024;
const mostRows = 1000;

// A backup lives for years.
const forADay = 'sign_up_counts';

export interface BackupOptions {
  readonly now: Date;
  /** Takes the bytes; resolves when it wants more. */
  readonly write: (bytes: Buffer) => Promise<void>;
  /** Called now and then with the number of rows so far. */
  readonly onProgress?: (rows: number) => void;
}

/**
 * Every row of our tables, but of counts that live for a day, as it stood at one moment, in lines (backup-lines.ts), in memory that does not grow with the database. Whoever
 * writes meanwhile is neither seen nor kept waiting. The wrapped keys are in it, the key that wraps them is not even known here. The rows
 * of each table. An older schema is backed up as it is: that is what is wanted before `migrate`. Throws VesnikError `schema-newer`,
 * `nothing-here`.
 *
 * On both databases from a transaction that only reads. SQLite's own online backup begins anew whenever another process writes: of
 * 400,000 subscribers (98 MB), beside a writer every 20 ms, it had never come past 42 % after a minute; and it takes deleted pages along.
 */
export async function backUp(
  database: Database,
  { now, write, onProgress }: BackupOptions,
): Promise<Record<string, number>> {
  return database.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async transaction => {
      // The first read is the moment that all of it is of.
      const schema = await schemaVersion({ ...database, db: transaction });
      if (schema > ourSchemaVersion) throw schemaNewer(database.place, schema);
      if (schema === 0) throw nothingHere(database.place);
      const head: BackupHead = { vesnik: 'backup', format: backupFormat, schema, made: now.toISOString() };
      const digest = createHash('sha256');
      const put = async (lines: readonly unknown[]): Promise<number> => {
        const bytes = Buffer.from(lines.map(line => `${JSON.stringify(line)}\n`).join(''));
        digest.update(bytes);
        await write(bytes);
        return bytes.length;
      };
      await put([head]);
      const rows: Record<string, number> = {};
      for (const shape of await schemaShape(head.schema)) {
        const { name, columns, bytes } = shape;
        if (name === forADay) continue;
        await put([{ table: name, columns, bytes }]);
        rows[name] = 0;
        for await (const cells of rowsOf(transaction, shape, put)) {
          rows[name] += cells;
          onProgress?.(Object.values(rows).reduce((sum, count) => sum + count, 0));
        }
      }
      const end: BackupEnd = { end: true, rows, sha256: digest.copy().digest('hex') };
      await put([end]);
      return rows;
    });
}

// Yields how many rows went, batch by batch in the order of the primary key.
async function* rowsOf(
  transaction: Transaction<Tables>,
  { name, columns, key }: TableShape,
  put: (lines: readonly unknown[]) => Promise<number>,
): AsyncGenerator<number> {
  if (key.length === 0) throw new Error(`the table ${name} has no primary key to read it by`);
  const keyColumns = sql.join(key.map(column => sql.ref(column)));
  const wanted = sql.join(columns.map(column => sql.ref(column)));
  let after = sql``;
  for (let limit = 10; ; ) {
    const { rows } = await sql<Record<string, unknown>>`
      select ${wanted} from ${sql.table(name)} ${after} order by ${keyColumns} limit ${limit}`.execute(transaction);
    const last = rows.at(-1);
    if (last === undefined) return;
    const size = await put(rows.map(row => columns.map(column => cellOf(row[column]))));
    yield rows.length;
    after = sql`where (${keyColumns}) > (${sql.join(key.map(column => last[column]))})`;
    limit = Math.max(1, Math.min(mostRows, Math.floor((bytesAtOnce * rows.length) / size)));
  }
}

function nothingHere(place: string): VesnikError {
  return new VesnikError({
    code: 'nothing-here',
    message: `The database ${place} has no tables yet: there is nothing to back up.`,
    hint: 'Check VESNIK_DATABASE_URL. To make the tables: npx vesnik migrate',
    kind: 'usage',
  });
}

function cellOf(value: unknown): unknown {
  return Buffer.isBuffer(value) ? value.toString('base64') : value;
}
