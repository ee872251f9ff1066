/**
 * A backup of `node bench/backup.ts [subscribers]` (100,000), its restore into an empty place, and a rotation of all keys, each in a process
 * of its own so that its peak memory is its own; and how long somebody else who writes had to wait meanwhile. On SQLite and on PostgreSQL.
 */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { makeIdentity } from '#cli/backup/identity.ts';
import { openSealedFile } from '#cli/backup/opened-file.ts';
import { encrypterTo } from '#cli/backup/recipients.ts';
import { writeSealedFile } from '#cli/backup/sealed-file.ts';
import { sampleSubscribers } from '#cli/demo/sample-subscribers.ts';
import { backUp } from '#store/backup.ts';
import { openDatabase } from '#store/database.ts';
import { makeNextKeys } from '#store/key-rotation.ts';
import { migrate } from '#store/migrate.ts';
import { openStore, type Store, type StoreSource } from '#store/open.ts';
import { resealAddresses } from '#store/reseal.ts';
import { restoreBackup } from '#store/restore.ts';
import { addSubscribers } from '#store/subscriber-admission.ts';
import { moveSubscriber } from '#store/subscribers.ts';
import { startPostgres } from '../tests/postgres.ts';

const run = promisify(execFile);
const listIds = ['en', 'be', 'ru', 'be-ru'] as const;

const [first = '100000', ...more] = process.argv.slice(2);
if (first === 'child') console.log(JSON.stringify(await child(more)));
else await compare(Number(first));

async function compare(count: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'vesnik-bench-'));
  const postgres = await startPostgres();
  try {
    const identity = join(folder, 'identity.txt');
    const recipient = await makeIdentity(identity, new Date());
    const places = {
      SQLite: [`file:${join(folder, 'list.db')}`, `file:${join(folder, 'restored.db')}`],
      PostgreSQL: [await postgres.freshUrl(), await postgres.freshUrl()],
    } as const;
    for (const [name, [url, empty]] of Object.entries(places)) {
      const source = { url, masterKey: randomBytes(32) };
      await fill(source, count);
      const store = await openStore(source);
      const file = join(folder, `${name}.age`);
      console.log(`\n${count.toLocaleString('en-US')} subscribers on ${name}`);
      for (const [what, args] of [
        ['backup', ['backup', url, file, recipient]],
        ['restore', ['restore', empty, file, identity]],
        ['keys rotate', ['rotate', url, source.masterKey.toString('base64')]],
      ] as const) {
        const over = new AbortController();
        const waits = waitsOf(store, over.signal);
        const { stdout } = await run(process.execPath, [import.meta.filename, 'child', ...args]);
        over.abort();
        const { seconds, peakMb }: { seconds: number; peakMb: number } = JSON.parse(stdout);
        const rate = Math.round(count / seconds).toLocaleString('en-US');
        console.log(
          `  ${what.padEnd(12)} ${rate.padStart(8)} rows/s ${seconds.toFixed(1).padStart(7)} s, peak ${peakMb} MB; a writer waited ${await waits}`,
        );
      }
      await store.close();
    }
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function fill(source: StoreSource, count: number): Promise<void> {
  await migrate(source, new Date());
  const store = await openStore(source);
  const consent = { source: 'bench', at: new Date() };
  let batch = [];
  for (const person of sampleSubscribers(listIds, count / listIds.length)) {
    if (batch.push({ ...person, state: 'active' as const, consent }) < 2000) continue;
    await addSubscribers(store, batch, new Date());
    batch = [];
  }
  await addSubscribers(store, batch, new Date());
  await store.close();
}

// One write every 20 ms, as doors and senders make them.
async function waitsOf(store: Store, signal: AbortSignal): Promise<string> {
  const waits: number[] = [];
  while (!signal.aborted) {
    const startedMs = performance.now();
    await moveSubscriber(store, randomBytes(16), { list: 'en', now: new Date() });
    waits.push(performance.now() - startedMs);
    await wait(20);
  }
  waits.sort((a, b) => a - b);
  const at = (share: number): string => (waits[Math.floor((waits.length - 1) * share)] ?? 0).toFixed(1);
  return `${at(0.5)} ms (median), ${at(0.99)} ms (99 of 100), ${at(1)} ms (longest)`;
}

async function child([job = '', url = '', ...rest]: readonly string[]): Promise<{ seconds: number; peakMb: number }> {
  const [one = '', two = ''] = rest;
  const startedMs = performance.now();
  if (job === 'rotate') {
    const masterKey = Buffer.from(one, 'base64');
    const store = await openStore({ url, masterKey });
    await makeNextKeys(store, masterKey, new Date());
    await resealAddresses(store, { signal: new AbortController().signal });
    await store.close();
  } else {
    const database = await openDatabase(url, { makeIfMissing: true });
    if (job === 'restore') await restoreBackup(database, await openSealedFile(one, two), new Date());
    else await writeSealedFile(one, encrypterTo(two, {}), write => backUp(database, { now: new Date(), write }));
    await database.close();
  }
  const seconds = (performance.now() - startedMs) / 1000;
  return { seconds, peakMb: Math.round(process.resourceUsage().maxRSS / 1024) };
}
