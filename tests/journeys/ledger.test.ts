import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { migrate } from '#store/migrate.ts';
import type { Store } from '#store/open.ts';
import { openStore } from '#store/open.ts';
import { mailingStatus } from '#store/status.ts';
import { auditLedger } from '../delivery/ledger-audit.ts';
import { startRelay } from '../smtp-relay.ts';
import { now, onBothDatabases } from '../store/both-databases.ts';
import { addReaders, approve, issue } from '../store/people.ts';
import { killAgainAndAgain } from './ledger-kills.ts';

const readers = 700;
const connections = 3;
const kills = 20;
const seed = Number(process.env.VESNIK_KILL_SEED ?? 20_240_415);

onBothDatabases(fresh => {
  const workers = fresh.kind === 'sqlite' ? 1 : 2;

  it(`accounts for every delivery though a sender is killed ${kills} times in the middle, ${workers} at work`, {
    timeout: 240_000,
  }, async () => {
    const of = `VESNIK_KILL_SEED=${seed}`;
    const source = await fresh.source();
    await migrate(source, now);
    const store = await openStore(source);
    const relay = await startRelay();
    await addReaders(store, readers);
    await approve(store);
    const output = await killAgainAndAgain({
      ...{ source, relay, connections, workers, kills, seed },
      messages: readers / kills - connections,
      onKill: async () => {
        const { counts, recipients } = await mailingStatus(store, issue);
        expect(
          Object.values(counts).reduce((sum, count) => sum + count, 0),
          of,
        ).toBe(recipients);
        expect(counts.sending, of).toBeLessThanOrEqual(2 * connections * (workers + 1));
      },
    });
    await relay.stop();
    const { counts } = await auditLedger({
      ...{ store, relays: [relay], recipients: readers, isOver: true, of },
      uncertain: 2 * connections * kills,
    });
    expect(counts.sent + counts.uncertain, of).toBe(readers);
    expect(output).not.toMatch(/reader\d+/);
    expect(await bytesOf(store, source.url)).not.toMatch(/reader\d+/);
    await store.close();
  });
});

// The bytes of every file of SQLite, or every row of PostgreSQL as text.
async function bytesOf(store: Store, url: string): Promise<string> {
  if (store.dialect.name === 'sqlite') {
    const folder = dirname(url.slice('file:'.length));
    const files = await readdir(folder);
    expect(files).toContain('vesnik.db');
    const contents = await Promise.all(files.map(file => readFile(join(folder, file), 'latin1')));
    return contents.join('\n');
  }
  const tables = ['subscribers', 'suppressions', 'mailings', 'variants', 'deliveries', 'outbox', 'sign_ups', 'senders'];
  const rows = await Promise.all(
    tables.map(table => sql<{ row: string }>`select t::text as row from ${sql.table(table)} t`.execute(store.db)),
  );
  expect(rows.flatMap(({ rows: found }) => found).length).toBeGreaterThan(readers);
  return rows.flatMap(({ rows: found }) => found.map(({ row }) => row)).join('\n');
}
