import { randomBytes } from 'node:crypto';
import { truncate } from 'node:fs/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrate } from '#store/migrate.ts';
import { openStore } from '#store/open.ts';
import { auditLedger } from '../delivery/ledger-audit.ts';
import { run, testClock } from '../delivery/run.ts';
import { startPostgres, type TestPostgres } from '../postgres.ts';
import { startRelay } from '../smtp-relay.ts';
import { now } from '../store/both-databases.ts';
import { addReaders, approve } from '../store/people.ts';
import { startSender } from './ledger-child.ts';

const readers = 400;
const connections = 3;

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

it('a PostgreSQL that crashes in mid-mailing and recovers has every delivery: the rest is mailed, and nobody twice', {
  timeout: 60_000,
}, async () => {
  const source = { url: await postgres.freshUrl(), masterKey: randomBytes(32) };
  await migrate(source, now);
  const store = await openStore(source);
  await addReaders(store, readers);
  await approve(store);
  await store.close();
  const relay = await startRelay();
  const half = Promise.withResolvers<void>();
  relay.script.message = () => {
    if (relay.taken.length === readers / 2) half.resolve();
    return undefined;
  };
  const sender = startSender({ source, relayUrl: relay.url, connections });
  await half.promise;
  await crash(source.url);
  expect(await sender.ended).toBe(1);
  expect(sender.output()).toMatch(/sender-lost|database-/);
  expect(relay.taken.length).toBeLessThan(readers);
  await recovered(source.url);
  const left = await openStore(source);
  // What was on its way to the relay waits some minutes, as after any connection that breaks.
  await run(left, relay, { clock: testClock(new Date(Date.now() + 300_000)) });
  await relay.stop();
  await auditLedger({ store: left, relays: [relay], recipients: readers, isOver: true, uncertain: 2 * connections });
  await left.close();
});

it('a PostgreSQL whose file of deliveries is cut off ends the sender in plain words, before anything is mailed', {
  timeout: 60_000,
}, async () => {
  const source = { url: await postgres.freshUrl(), masterKey: randomBytes(32) };
  await migrate(source, now);
  const store = await openStore(source);
  await addReaders(store, readers);
  await approve(store);
  await store.close();
  const file = await fileOf('deliveries', source.url);
  // Its memory still has the pages; the log no longer writes them anew.
  await crash(source.url);
  await truncate(file, pageBytes);
  await recovered(source.url);
  const relay = await startRelay();
  const sender = startSender({ source, relayUrl: relay.url, connections });
  expect(await sender.ended).toBe(1);
  expect(sender.output()).toContain('database-damaged');
  expect(sender.output()).toContain('npx vesnik restore');
  expect(relay.taken).toEqual([]);
  await relay.stop();
});

const pageBytes = 8192;

/** The path of a table's file, after all of it was written there. */
async function fileOf(table: string, url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('checkpoint');
  const { rows } = await client.query<{ path: string }>(
    "select current_setting('data_directory') || '/' || pg_relation_filepath($1) as path",
    [table],
  );
  await client.end();
  return rows[0]?.path ?? '';
}

// A server process that is killed ends all sessions: PostgreSQL throws its memory away and starts anew from its log.
async function crash(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  const gone = new Promise(resolve => client.once('end', resolve));
  process.kill(rows[0]?.pid ?? 0, 'SIGKILL');
  await gone;
}

async function recovered(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    await client.end();
  } catch {
    await recovered(url);
  }
}
