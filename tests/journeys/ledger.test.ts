import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { messageId } from '#delivery/personal-message.ts';
import { migrate } from '#store/migrate.ts';
import type { Store } from '#store/open.ts';
import { openStore } from '#store/open.ts';
import { listDeliveries, mailingStatus } from '#store/status.ts';
import { type Relay, startRelay } from '../smtp-relay.ts';
import { now, onBothDatabases } from '../store/both-databases.ts';
import { addReaders, approve, issue } from '../store/people.ts';
import { startSender } from './ledger-child.ts';

const readers = 2000;
const connections = 5;
const kills = 5;

onBothDatabases(fresh => {
  // 10 s on a machine of its own; two busy cores take several times that.
  it('accounts for 2,000 deliveries though the sender is killed five times in the middle', {
    timeout: 240_000,
  }, async () => {
    const source = await fresh.source();
    await migrate(source, now);
    const store = await openStore(source);
    const relay = await startRelay();
    await addReaders(store, readers);
    await approve(store);
    const output: string[] = [];
    for (let kill = 1; kill <= kills; kill += 1) {
      const sender = startSender({ source, relayUrl: relay.url, connections });
      await Promise.race([relay.whenTaken(kill * 310 + kill), sender.ended]);
      sender.kill('SIGKILL');
      expect(await sender.ended).toBeNull();
      output.push(sender.output());
      const { counts } = await mailingStatus(store, issue);
      expect(counts.sending).toBeLessThanOrEqual(2 * connections);
    }
    const last = startSender({ source, relayUrl: relay.url, connections });
    expect(await last.ended, last.output()).toBe(0);
    output.push(last.output());
    await relay.stop();
    await expectAccounted(store, relay);
    expect(output.join('')).not.toMatch(/reader\d+/);
    expect(await bytesOf(store, source.url)).not.toMatch(/reader\d+/);
    await store.close();
  });
});

async function expectAccounted(store: Store, relay: Relay): Promise<void> {
  const { counts, recipients, state } = await mailingStatus(store, issue);
  expect(state).toBe('sent');
  expect(recipients).toBe(readers);
  expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(readers);
  expect(counts.sent + counts.uncertain).toBe(readers);
  expect(counts.uncertain).toBeLessThanOrEqual(2 * connections * kills);
  const uncertain = await listDeliveries(store, { issue, state: 'uncertain' });
  expect(uncertain).toHaveLength(counts.uncertain);
  const uncertainIds = new Set(uncertain.map(({ bytes }) => messageId(bytes, 'news@example.org')));
  const takenIds = new Set(relay.taken.map(message => message.messageId));
  // Nobody twice: neither by Message-ID nor by address.
  expect(takenIds.size).toBe(relay.taken.length);
  expect(new Set(relay.taken.map(({ to }) => to.join())).size).toBe(relay.taken.length);
  // Whoever is not listed as uncertain has exactly one.
  expect([...takenIds].filter(id => !uncertainIds.has(id))).toHaveLength(counts.sent);
  expect(takenIds.union(uncertainIds).size).toBe(readers);
}

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
