/**
 * `node bench/move.ts [subscribers]` (1,000,000): a list with a mailing to all of it moved from SQLite to PostgreSQL, counts and digests
 * compared, against reading the same rows once; and the peak memory of the process. Addresses are noise, which a move does not open.
 */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { openDatabase } from '#store/database.ts';
import { migrate } from '#store/migrate.ts';
import { moveDatabase } from '#store/move.ts';
import { openStore } from '#store/open.ts';
import { schemaShape } from '#store/schema-shape.ts';
import { ourSchemaVersion } from '#store/schema-version.ts';
import { tableDigests } from '#store/table-digests.ts';
import { startPostgres } from '../tests/postgres.ts';
import { approve } from '../tests/store/people.ts';
import { measure, printTable } from './table.ts';

const subscribers = Number(process.argv[2] ?? 1_000_000);
const folder = await mkdtemp(join(tmpdir(), 'vesnik-bench-'));
const postgres = await startPostgres();
const source = { url: `file:${join(folder, 'vesnik.db')}`, masterKey: randomBytes(32) };
try {
  await migrate(source, new Date());
  const store = await openStore(source);
  const { randomBytes: noise } = store.dialect;
  await sql`
    insert into subscribers (ref, sealed, address_index, list, form, state, provider, consent_source, consent_at, created_at, changed_at)
    with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < ${subscribers})
    select ${noise}, cast(${noise} || ${noise} || ${noise} as blob), cast(${noise} || ${noise} as blob), 'en', 'normal', 'active', 'other', 'import', 0, 0, 0
    from numbers`.execute(store.db);
  await approve(store);
  await store.close();

  const from = await openDatabase(source.url);
  const to = await openDatabase(await postgres.freshUrl());
  const shapes = await schemaShape(ourSchemaVersion);
  const rowsOf = (tables: Awaited<ReturnType<typeof moveDatabase>>): number =>
    Object.values(tables).reduce((sum, { rows }) => sum + rows, 0);
  const read = await measure('every row read and digested once', async () =>
    rowsOf(await tableDigests(from.db, shapes)),
  );
  const moved = await measure('moved: read, written, read again on both sides', async () =>
    rowsOf(await moveDatabase(from, to, { now: new Date() })),
  );
  printTable(`${subscribers} subscribers and a mailing to all, from SQLite to PostgreSQL`, 'row', [read, moved]);
  console.log(`  peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
  await from.close();
  await to.close();
} finally {
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}
