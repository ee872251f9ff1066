/**
 * `node bench/prepared.ts [recipients]` (1,000,000): an issue approved for so many on PostgreSQL, one statement that writes a delivery
 * each, against the same rows copied into a table without keys, links or indexes. The subscribers are made by the server; their
 * addresses are noise, which nobody opens here.
 */
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { freezeMailing } from '#store/freeze.ts';
import { migrate } from '#store/migrate.ts';
import { openStore, type Store } from '#store/open.ts';
import { startPostgres } from '../tests/postgres.ts';
import { measure, printTable } from './table.ts';

const recipients = Number(process.argv[2] ?? 1_000_000);
const now = new Date();

const postgres = await startPostgres();
const source = { url: await postgres.freshUrl(), masterKey: randomBytes(32) };
await migrate(source, now);
const store = await openStore(source);
try {
  await makeSubscribers(store);
  const frozen = await measure('approved: variants, deliveries, counts', async () => {
    const variant = { from: { name: 'V', address: 'v@example.org' }, subject: 'S', text: 'T', html: '', headers: [] };
    const mailing = await freezeMailing(store, {
      issue: '2024-04-15',
      variants: [{ ...variant, list: 'en', form: 'normal', pictures: [] }],
      now,
    });
    return mailing.recipients;
  });
  const transactions = await writingTransactions(store);
  const copied = await measure('the same rows copied into a bare table', async () => {
    await sql`create table bare as select * from deliveries`.execute(store.db);
    return recipients;
  });
  printTable(`A mailing of ${recipients} recipients prepared on PostgreSQL`, 'row', [copied, frozen]);
  for (const table of ['subscribers', 'deliveries']) {
    const { rows } = await sql<{ size: number }>`
      select pg_total_relation_size(cast(${table} as text)::regclass) as size`.execute(store.db);
    console.log(`  ${table}: ${Math.round((rows[0]?.size ?? 0) / recipients)} bytes a row with its indexes`);
  }
  console.log(
    `  transactions that wrote deliveries: ${transactions}; ${(recipients / frozen.rate).toFixed(1)} s in all`,
  );
} finally {
  await store.close();
  await postgres.stop();
}

async function makeSubscribers({ db, dialect }: Store): Promise<void> {
  await sql`
    insert into subscribers (ref, sealed, address_index, list, form, state, provider, consent_source, consent_at, created_at, changed_at)
    select ${dialect.randomBytes}, ${dialect.randomBytes} || ${dialect.randomBytes} || ${dialect.randomBytes},
      ${dialect.randomBytes} || ${dialect.randomBytes}, 'en', 'normal', 'active', 'other', 'import', 0, 0, 0
    from generate_series(1, ${recipients}::int)`.execute(db);
  await sql`vacuum analyze subscribers`.execute(db);
}

// Rows of one transaction share their xmin.
async function writingTransactions({ db }: Store): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(distinct xmin::text) as count from deliveries`.execute(db);
  return rows[0]?.count ?? 0;
}
