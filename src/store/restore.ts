import { createHash } from 'node:crypto';
import { VesnikError } from '#errors.ts';
import {
  type BackupHead,
  backupEnd,
  backupFormat,
  backupHead,
  linesOf,
  parsedLine,
  tableLine,
} from './backup-lines.ts';
import { backupDamaged } from './backup-trouble.ts';
import type { Database } from './database.ts';
import { type PausedMailing, pauseInDoubt } from './doubt.ts';
import { requireEmpty } from './empty-place.ts';
import { migrateTo } from './migrate.ts';
import { migrations } from './migrations/all.ts';
import { rowWriter } from './restore-rows.ts';
import { schemaShape } from './schema-shape.ts';
import { ourSchemaVersion } from './schema-version.ts';

export interface Restored {
  readonly head: BackupHead;
  readonly rows: Readonly<Record<string, number>>;
  /** Mailings that were not over when the backup was made: paused now. */
  readonly paused: readonly PausedMailing[];
}

/**
 * Puts the lines of a backup (backup-lines.ts) into an empty database of either kind: all of them, with the counts and the digest that
 * the file itself names, or none. Makes the tables of the backup's version; `migrate` does the rest. Memory does not grow with the file.
 * Throws VesnikError: `place-taken` unless the database is empty, `backup-newer`, `backup-damaged`, and what `source` throws.
 */
export async function restoreBackup(
  database: Database,
  source: AsyncIterable<Uint8Array>,
  now: Date,
  onProgress: (rows: number) => void = () => {},
): Promise<Restored> {
  const lines = linesOf(source)[Symbol.asyncIterator]();
  const digest = createHash('sha256');
  const next = async (): Promise<Buffer> => {
    const line = await lines.next();
    if (line.done) throw backupDamaged('It ends too early.');
    return line.value;
  };
  const first = await next();
  const head = readHead(first);
  digest.update(first).update('\n');
  const shapes = await schemaShape(head.schema);
  await requireEmpty(database, head.schema, shapes);
  await migrateTo(
    database,
    migrations.filter(({ version }) => version <= head.schema),
    now,
  );
  return database.db.transaction().execute(async transaction => {
    const writer = rowWriter(database, transaction, shapes);
    for (let count = 0; ; count += 1) {
      const line = await next();
      if (line[0] === openingBracket) await writer.row(line);
      else {
        const value = parsedLine(line);
        const end = backupEnd.safeParse(value);
        if (end.success) {
          const rows = await writer.end();
          if (end.data.sha256 !== digest.digest('hex') || !isSame(end.data.rows, rows) || !(await lines.next()).done) {
            throw backupDamaged('Its content does not fit the digest and the counts at its end.');
          }
          // The oldest schema has no mailings.
          const hasMailings = shapes.some(({ name }) => name === 'mailings');
          return { head, rows, paused: hasMailings ? await pauseInDoubt(transaction, now) : [] };
        }
        const table = tableLine.safeParse(value);
        if (!table.success) throw backupDamaged('A line in it is neither a table nor a row.');
        await writer.table(table.data);
      }
      digest.update(line).update('\n');
      if (count % 1000 === 0) onProgress(writer.count());
    }
  });
}

const openingBracket = 0x5b;

function readHead(line: Buffer): BackupHead {
  const head = backupHead.safeParse(parsedLine(line));
  if (!head.success) throw backupDamaged('It does not begin as a backup of Vesnik does.');
  if (head.data.format <= backupFormat && head.data.schema <= ourSchemaVersion) return head.data;
  throw new VesnikError({
    code: 'backup-newer',
    message: `This backup was made by a newer Vesnik (schema ${head.data.schema}; this one works with ${ourSchemaVersion}). Nothing was changed.`,
    hint: 'Install the Vesnik that made it, or a newer one, and restore with that.',
    kind: 'usage',
  });
}

function isSame(promised: Readonly<Record<string, number>>, found: Readonly<Record<string, number>>): boolean {
  const names = new Set([...Object.keys(promised), ...Object.keys(found)]);
  return [...names].every(name => promised[name] === found[name]);
}
