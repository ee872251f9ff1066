import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import { VesnikError } from '#errors.ts';
import { forADay } from './backup.ts';
import type { Database } from './database.ts';
import { requireEmpty } from './empty-place.ts';
import { migrateTo } from './migrate.ts';
import { migrations } from './migrations/all.ts';
import { alreadyMoved, databaseMoved, type Moved, markMoved, movedTo, unmarkMoved } from './moved-mark.ts';
import { rowWriter } from './restore-rows.ts';
import { schemaShape, type TableShape } from './schema-shape.ts';
import { checkSchema, ourSchemaVersion } from './schema-version.ts';
import { holdOffSenders } from './sender-lock.ts';
import { type TableDigest, tableDigests } from './table-digests.ts';
import { tableRows } from './table-rows.ts';

export interface MoveOptions {
  readonly now: Date;
  /** Called now and then with the number of rows read or written so far; what it throws ends the move. */
  readonly onProgress?: (rows: number) => void;
}

/**
 * Moves every row of a database into an empty one of either kind, as it is: what is sealed stays sealed, no key is needed. All of it, or
 * nothing: the new rows appear with one commit, after counts and digests of every table agree with those of the old database, which is
 * marked as moved just before, so that at no moment two databases would send the same mailing. Broken off at that very moment, the
 * same call goes through again. Memory does not grow with the rows.
 *
 * Throws VesnikError: `place-taken`, `already-moved`, `sender-busy` while a sender or the doors work on either, `schema-older`, `schema-newer`,
 * `database-moved` to another place, `move-differs` when somebody changed the old database meanwhile.
 */
export async function moveDatabase(
  from: Database,
  to: Database,
  { now, onProgress = () => {} }: MoveOptions,
): Promise<Record<string, TableDigest>> {
  const shapes = (await schemaShape(ourSchemaVersion)).filter(({ name }) => name !== forADay);
  const earlier = await requireMovable(from, to);
  await requireEmpty(to, ourSchemaVersion, shapes).catch((error: unknown) => {
    throw earlier === undefined ? error : alreadyMoved(from.place, earlier);
  });
  const releaseOld = await holdOffSenders(from);
  try {
    const releaseNew = await holdOffSenders(to);
    try {
      await migrateTo(to, migrations, now);
      await requireEmpty(to, ourSchemaVersion, shapes);
      const digests = await copy(from, to, { shapes, now, onProgress });
      // A plan for empty tables would be kept until the server looks at them by itself.
      if (to.dialect.name === 'postgres') await sql`analyze`.execute(to.db);
      return digests;
    } finally {
      await releaseNew();
    }
  } finally {
    await releaseOld();
  }
}

// A mark for this very place is what a move leaves that broke off just before its end.
async function requireMovable(from: Database, to: Database): Promise<Moved | undefined> {
  const tables = await from.db.introspection.getTables();
  const moved = tables.some(({ name }) => name === 'migrations') ? await movedTo(from) : undefined;
  if (moved === undefined) await checkSchema(from);
  else if (moved.place !== to.place) throw await databaseMoved(from);
  return moved;
}

interface Copying extends Required<MoveOptions> {
  readonly shapes: readonly TableShape[];
}

async function copy(from: Database, to: Database, { shapes, now, onProgress }: Copying) {
  let count = 0;
  const onRows = (rows: number): void => {
    count += rows;
    onProgress(count);
  };
  let isMarked = false;
  try {
    return await to.db.transaction().execute(async transaction => {
      const writer = rowWriter(to, transaction, shapes);
      for (const shape of shapes) {
        await writer.table({ table: shape.name, columns: shape.columns, bytes: shape.bytes });
        for await (const lines of tableRows(from.db, shape)) {
          for (const line of lines) await writer.row(line);
          onRows(lines.length);
        }
      }
      await writer.end();
      const arrived = await tableDigests(transaction, shapes, onRows);
      await markMoved(from, to.place, now);
      isMarked = true;
      if (!isDeepStrictEqual(await tableDigests(from.db, shapes, onRows), arrived)) throw differs(from.place);
      return arrived;
    });
  } catch (error) {
    if (isMarked) await unmarkIfEmpty(from, to, shapes);
    throw error;
  }
}

// Whether a commit came through a connection that broke is known only by looking.
async function unmarkIfEmpty(from: Database, to: Database, shapes: readonly TableShape[]): Promise<void> {
  const isEmpty = await requireEmpty(to, ourSchemaVersion, shapes).then(
    () => true,
    () => false,
  );
  if (isEmpty) await unmarkMoved(from);
}

function differs(place: string): VesnikError {
  return new VesnikError({
    code: 'move-differs',
    message: `Somebody changed ${place} while it was being moved: counts and digests do not agree. Nothing was moved.`,
    hint: 'Let nothing else work on it (serve, worker, an import), and type the command again.',
  });
}
