/**
 * `node bench/senders.ts [recipients]` (20,000): 1, 2 and 4 worker processes on one mailing on PostgreSQL, first to a sink that answers
 * at once (what the processors of this machine give), then through a line that adds 20 ms to every answer (what a relay far away gives).
 * The clock runs from the first attempt to the last answer. Whoever had it twice is found by counts: every row is `sent`, so the sink
 * holds one message for each, and one more is one twice.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { z } from 'zod';
import { migrate } from '#store/migrate.ts';
import { openStore, type Store } from '#store/open.ts';
import { startSender } from '../tests/journeys/ledger-child.ts';
import { startPostgres } from '../tests/postgres.ts';
import { addReaders, approve } from '../tests/store/people.ts';

const recipients = Number(process.argv[2] ?? 20_000);
const connections = 10;
const answerMs = 20;
const report = z.object({ counts: z.object({ sent: z.number() }) });
const sinkReport = z.object({ messages: z.number() });

interface Mailed {
  readonly workers: number;
  readonly rate: number;
  /** Mails of each worker. */
  readonly shares: readonly number[];
}

const postgres = await startPostgres();
try {
  for (const delayMs of [0, answerMs]) {
    const mailed: Mailed[] = [];
    for (const workers of [1, 2, 4]) mailed.push(await mail(workers, delayMs));
    const line = delayMs === 0 ? 'a sink that answers at once' : `a line that adds ${delayMs} ms to every answer`;
    console.log(`\n${recipients} recipients on PostgreSQL, ${connections} connections a worker, ${line}`);
    for (const { workers, rate, shares } of mailed) {
      const ratio = (rate / (mailed[0]?.rate ?? rate)).toFixed(2);
      console.log(
        `  ${`${workers} ${workers === 1 ? 'worker' : 'workers'}`.padEnd(12)}${rate.toFixed(0).padStart(8)} mails/s  × ${ratio}  twice 0  lost 0  each: ${shares.join(', ')}`,
      );
    }
  }
} finally {
  await postgres.stop();
}

async function mail(workers: number, delayMs: number): Promise<Mailed> {
  const source = { url: await postgres.freshUrl(), masterKey: randomBytes(32) };
  await migrate(source, new Date());
  const store = await openStore(source);
  const sink = spawn(process.execPath, [join(import.meta.dirname, 'sink.ts')], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: sink.stdout });
  const [port] = await once(lines, 'line');
  const far = await lateAnswers(Number(port), delayMs);
  try {
    await addReaders(store, recipients);
    await approve(store);
    const relayUrl = `smtp://127.0.0.1:${far.port}`;
    const senders = Array.from({ length: workers }, () => startSender({ source, relayUrl, connections }));
    await Promise.all(senders.map(sender => sender.ended));
    const shares = senders.map(sender => report.parse(JSON.parse(sender.output())).counts.sent);
    const { sent, ms } = await ledgerOf(store);
    const messages = await messagesOf(lines, () => sink.stdin.end());
    if (sent !== recipients || messages !== recipients) {
      throw new Error(`${recipients} recipients, ${sent} sent by the ledger, ${messages} messages at the sink`);
    }
    return { workers, rate: (recipients * 1000) / ms, shares };
  } finally {
    sink.kill();
    far.stop();
    await store.close();
  }
}

async function ledgerOf({ db }: Store): Promise<{ sent: number; ms: number }> {
  const { sent, first, last } = await db
    .selectFrom('deliveries')
    .select(({ fn }) => [
      fn.countAll<number>().as('sent'),
      fn.min('attempted_at').as('first'),
      fn.max('changed_at').as('last'),
    ])
    .where('state', '=', 'sent')
    .executeTakeFirstOrThrow();
  return { sent, ms: last - (first ?? last) };
}

async function messagesOf(lines: Interface, end: () => void): Promise<number> {
  const told = once(lines, 'line');
  end();
  const [line] = await told;
  return sinkReport.parse(JSON.parse(String(line))).messages;
}

/** A port that hands everything on to another, and the answers so much later. */
async function lateAnswers(port: number, delayMs: number): Promise<{ port: number; stop(): void }> {
  if (delayMs === 0) return { port, stop: () => {} };
  const server = createServer({ noDelay: true }, near => {
    const far = connect({ port, host: '127.0.0.1', noDelay: true });
    near.pipe(far);
    far.on('data', bytes => setTimeout(() => near.writable && near.write(bytes), delayMs));
    far.on('close', () => setTimeout(() => near.end(), delayMs));
    for (const socket of [near, far]) socket.on('error', () => socket.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { port: address.port, stop: () => void server.close() };
}
