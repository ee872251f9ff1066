/**
 * The door to join on this machine, `node bench/subscribe.ts [subscribers]`, on SQLite (WAL, synchronous=FULL) and on PostgreSQL: sign-ups
 * a second with their times, in an empty database and, where a number is given, among so many subscribers; and whether the time of an
 * answer tells who is known. For that five kinds of address are asked, and the times of each are compared with those of unknown ones
 * by the Kolmogorov–Smirnov distance: above `critical` they differ beyond chance (α = 0.001). `silent`: refused by a limit that must
 * not show. Without a least time for answers one sign-up at a time is watched, which shows what that time hides.
 */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { listenForReaders } from '#server/listen.ts';
import { createServer } from '#server/server.ts';
import { migrate } from '#store/migrate.ts';
import { openStore, type Store } from '#store/open.ts';
import { addSubscribers } from '#store/subscriber-admission.ts';
import { importSubscribers } from '#store/subscriber-import.ts';
import { suppress } from '#store/suppressions.ts';
import { startPostgres } from '../tests/postgres.ts';
import { startMails } from './door-mails.ts';
import { inTurn, ksDistance } from './timings.ts';

const perKind = 150;
const signUps = 2000;
const atOnce = 20;
const kinds = ['unknown', 'active', 'asked', 'complained', 'silent'] as const;

const lists = [{ id: 'be', interface: 'be', take: ['be'], among: ['be'] }] as const;
const crowd = Number(process.argv[2] ?? '0');
const folder = await mkdtemp(join(tmpdir(), 'vesnik-bench-'));
const postgres = await startPostgres();
let run = 0;
try {
  await measure('SQLite', `file:${join(folder, 'vesnik.db')}`);
  await measure('PostgreSQL', await postgres.freshUrl());
} finally {
  await postgres.stop();
  await rm(folder, { recursive: true });
}

async function measure(name: string, url: string): Promise<void> {
  const source = { url, masterKey: randomBytes(32) };
  await migrate(source, new Date());
  const store = await openStore(source);
  console.log(`\n## ${name}\n`);
  console.log(`| subscribers | answers after | sign-ups a second, ${atOnce} at once | p50 ms | p99 ms |`);
  console.log('| ---: | --- | ---: | ---: | ---: |');
  await throughput(store, 0);
  if (crowd > 0) {
    await gather(store, crowd);
    await throughput(store, crowd);
  }
  await timing(store);
  await store.close();
}

async function gather(store: Store, count: number): Promise<void> {
  const consent = { source: 'bench', at: new Date() };
  const lines = ['email,list\n', ...Array.from({ length: count }, (_, at) => `crowd${at}@c${at % 5000}.example,be\n`)];
  const chunks = Array.from({ length: Math.ceil(lines.length / 2000) }, (_, at) =>
    Buffer.from(lines.slice(at * 2000, (at + 1) * 2000).join('')),
  );
  await importSubscribers(store, { source: Readable.from(chunks), lists, consent, now: new Date() });
}

async function throughput(store: Store, among: number): Promise<void> {
  for (const answerMs of [0, 250]) {
    run += 1;
    const door = await open(store, answerMs);
    const addresses = Array.from({ length: signUps }, (_, at) => `r${at}@s${run}-${at}.example`);
    const startedMs = performance.now();
    const times = (await inTurn(addresses, address => door.timed(address), atOnce)).toSorted((a, b) => a - b);
    const seconds = (performance.now() - startedMs) / 1000;
    const [p50, p99] = [0.5, 0.99].map(part => (times[Math.floor(times.length * part)] ?? 0).toFixed(1));
    const count = among.toLocaleString('en-US');
    console.log(`| ${count} | ${answerMs} ms | ${Math.round(signUps / seconds)} | ${p50} | ${p99} |`);
    await door.close();
  }
}

async function timing(store: Store): Promise<void> {
  const mails = await startMails(store);
  console.log('\n| answers after | kind | median ms | distance from unknown | critical |');
  console.log('| --- | --- | ---: | ---: | ---: |');
  for (const answerMs of [0, 250]) {
    const door = await open(store, answerMs, mails.wake);
    const address = (kind: string, at: number) => `${kind}${at}@k${answerMs}-${kind}-${at}.example`;
    const consent = { source: 'bench', at: new Date() };
    for (const kind of ['active', 'complained'])
      await addSubscribers(
        store,
        Array.from({ length: perKind }, (_, at) => ({
          address: address(kind, at),
          list: 'be',
          state: 'active',
          consent,
        })),
        new Date(),
      );
    for (let at = 0; at < perKind; at += 1) await suppress(store, address('complained', at), 'complained', new Date());
    const before = Array.from({ length: perKind }, (_, at) => [
      address('asked', at),
      ...Array.from({ length: 3 }, () => address('silent', at)),
    ]);
    await inTurn(before.flat(), each => door.timed(each), atOnce);
    // In any order: the mail of the one before goes out meanwhile.
    const asked = Array.from({ length: perKind }, (_, at) => kinds.map(kind => ({ kind, at, draw: Math.random() })))
      .flat()
      .toSorted((a, b) => a.draw - b.draw);
    const times = new Map<string, number[]>(kinds.map(kind => [kind, []]));
    await inTurn(
      asked,
      async ({ kind, at }) => times.get(kind)?.push(await door.timed(address(kind, at))),
      answerMs === 0 ? 1 : atOnce,
    );
    for (const kind of kinds) {
      const own = (times.get(kind) ?? []).toSorted((a, b) => a - b);
      const distance = ksDistance(own, times.get('unknown') ?? []);
      const critical = 1.95 * Math.sqrt(2 / perKind);
      const median = own[Math.floor(own.length / 2)] ?? 0;
      console.log(
        `| ${answerMs} ms | ${kind} | ${median.toFixed(2)} | ${distance.toFixed(3)} | ${critical.toFixed(3)} |`,
      );
    }
    await door.close();
  }
  await mails.stop();
}

async function open(store: Store, answerMs: number, onMail: () => void = () => {}) {
  const app = createServer({
    ...{ store, distFolder: folder, publicUrl: 'https://vesnik.example.org', languages: ['be'], lists },
    ...{ trustedHops: 1, answerMs, onMail },
  });
  const server = await listenForReaders(app, { port: 0 });
  let client = 0;
  return {
    close: () => server.close(0),
    /** Milliseconds of one sign-up, from a client that nobody has seen. */
    timed: async (email: string): Promise<number> => {
      client += 1;
      const headers = { 'x-forwarded-for': `10.${client >> 16}.${(client >> 8) % 256}.${client % 256}` };
      const body = new URLSearchParams({ email, list: 'be' });
      const startedMs = performance.now();
      const answer = await fetch(`${server.url}/subscribe`, { method: 'POST', body, headers, redirect: 'manual' });
      await answer.arrayBuffer();
      if (answer.status !== 303) throw new Error(`the door answered ${answer.status}`);
      return performance.now() - startedMs;
    },
  };
}
