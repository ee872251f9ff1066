/**
 * Subscribers a second into a list that grows to `node bench/import.ts [rows] [SQLite | PostgreSQL]` (1,000,000, both), sealed and indexed, against plain inserts
 * of the same rows without any encryption; then once more (everybody is there), and the look-up of one among all. On SQLite and on
 * PostgreSQL. Each import is a process of its own, so that its peak memory is its own.
 */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { sampleSubscribers } from '#cli/demo/sample-subscribers.ts';
import { migrate } from '#store/migrate.ts';
import { openStore } from '#store/open.ts';
import { importSubscribers } from '#store/subscriber-import.ts';
import { findByAddress } from '#store/subscribers.ts';
import { startPostgres } from '../tests/postgres.ts';
import { plainInserts } from './plain-inserts.ts';

const run = promisify(execFile);
const listIds = ['en', 'be', 'ru', 'be-ru'] as const;
const databases = ['SQLite', 'PostgreSQL'] as const;

interface Measured {
  readonly rows: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMb: number;
}

interface LookUps {
  readonly medianUs: number;
  readonly p99Us: number;
}

const [first = '1000000', ...more] = process.argv.slice(2);
if (first === 'child') console.log(JSON.stringify(await child(more)));
else
  await compare(
    Number(first),
    databases.filter(name => more.length === 0 || more.includes(name)),
  );

async function compare(rows: number, names: readonly (typeof databases)[number][]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'vesnik-bench-'));
  const postgres = await startPostgres();
  try {
    const csv = join(folder, 'people.csv');
    await pipeline(Readable.from(csvLines(rows)), createWriteStream(csv));
    const few = join(folder, 'few.csv');
    await pipeline(Readable.from(csvLines(Math.min(rows, 1_000))), createWriteStream(few));
    const masterKey = randomBytes(32).toString('base64');
    const urls = { SQLite: `file:${join(folder, 'list.db')}`, PostgreSQL: await postgres.freshUrl() };
    const plain = { SQLite: `file:${join(folder, 'plain.db')}`, PostgreSQL: await postgres.freshUrl() };
    for (const name of names) {
      await migrate({ url: urls[name], masterKey: Buffer.from(masterKey, 'base64') }, new Date());
      const inChild = async (...args: string[]): Promise<Measured> => {
        const { stdout } = await run(process.execPath, [import.meta.filename, 'child', ...args]);
        return JSON.parse(stdout);
      };
      const lookUps: [count: number, times: LookUps][] = [];
      const look = async (count: number): Promise<void> =>
        void lookUps.push([count, await lookUpUs(urls[name], masterKey, count)]);
      const baseline = await inChild('plain', plain[name], csv);
      await inChild('import', urls[name], few, masterKey);
      await look(Math.min(rows, 1_000));
      const foreseen = await inChild('foresee', urls[name], csv, masterKey);
      const fresh = await inChild('import', urls[name], csv, masterKey);
      const again = await inChild('import', urls[name], csv, masterKey);
      await look(rows);
      console.log(`\n${rows.toLocaleString('en-US')} subscribers into ${name}`);
      for (const [what, measured] of [
        ['plain inserts, two columns of text, nothing sealed', baseline],
        ['vesnik subscribers import --dry-run', foreseen],
        ['vesnik subscribers import', fresh],
        ['the same file again: everybody is there', again],
      ] as const)
        console.log(row(what, measured, baseline));
      for (const [count, { medianUs, p99Us }] of lookUps)
        console.log(
          `  one is found by address among ${count.toLocaleString('en-US')} in ${medianUs.toFixed(0)} µs, 99 of 100 within ${p99Us.toFixed(0)}`,
        );
    }
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function row(what: string, { rows, seconds, cpuSeconds, peakMb }: Measured, baseline: Measured): string {
  const rate = rows / seconds;
  const ratio = (rate / (baseline.rows / baseline.seconds)).toFixed(2);
  const cpuUs = (cpuSeconds * 1e6) / rows;
  return `  ${what.padEnd(52)} ${rate.toFixed(0).padStart(8)} rows/s ${cpuUs.toFixed(1).padStart(6)} µs CPU ${peakMb.toFixed(0).padStart(5)} MB  × ${ratio}`;
}

function* csvLines(rows: number): Generator<string> {
  yield 'email,list,form\n';
  for (const { address, list, form } of sampleSubscribers(listIds, Math.ceil(rows / listIds.length)))
    yield `${address},${list},${form}\n`;
}

async function child([what = '', url = '', csv = '', key = '']: readonly string[]): Promise<Measured> {
  const startedMs = performance.now();
  const cpu = process.cpuUsage();
  const rows = what === 'plain' ? await plainInserts(url, csv) : await sealedImport(url, csv, key, what === 'foresee');
  const { user, system } = process.cpuUsage(cpu);
  const peakMb = process.resourceUsage().maxRSS / 1024;
  return { rows, seconds: (performance.now() - startedMs) / 1000, cpuSeconds: (user + system) / 1e6, peakMb };
}

async function sealedImport(url: string, csv: string, key: string, dryRun: boolean): Promise<number> {
  const store = await openStore({ url, masterKey: Buffer.from(key, 'base64') });
  const now = new Date();
  const { rows } = await importSubscribers(store, {
    source: createReadStream(csv),
    lists: listIds.map(id => ({ id, interface: id.slice(0, 2) })),
    consent: { source: 'bench', at: now },
    now,
    dryRun,
  });
  await store.close();
  return rows;
}

async function lookUpUs(url: string, key: string, count: number): Promise<LookUps> {
  const store = await openStore({ url, masterKey: Buffer.from(key, 'base64') });
  const sample = [...sampleSubscribers(listIds, Math.ceil(count / listIds.length))];
  const turns = 2_000;
  const times: number[] = [];
  const step = Math.max(1, Math.floor(sample.length / turns));
  for (let turn = -200; turn < turns; turn += 1) {
    const { address = '' } = sample[(Math.abs(turn) * step) % sample.length] ?? {};
    const startedMs = performance.now();
    if ((await findByAddress(store, address)) === undefined) throw new Error('somebody was not imported');
    if (turn >= 0) times.push((performance.now() - startedMs) * 1000);
  }
  await store.close();
  times.sort((a, b) => a - b);
  return { medianUs: times[Math.floor(turns / 2)] ?? 0, p99Us: times[Math.floor(turns * 0.99)] ?? 0 };
}
