import { randomBytes } from 'node:crypto';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { resumeMailing } from '#store/mailing-control.ts';
import { migrate } from '#store/migrate.ts';
import { openStore, type Store } from '#store/open.ts';
import { acquireSender } from '#store/sender-lock.ts';
import { mailingStatus } from '#store/status.ts';
import { retryUncertain } from '#store/uncertain-retry.ts';
import { auditLedger } from '../delivery/ledger-audit.ts';
import { run, testClock } from '../delivery/run.ts';
import { type Relay, startRelay } from '../smtp-relay.ts';
import { later, now } from './both-databases.ts';
import { addReaders, approve, issue } from './people.ts';

const readers = 20;
const me = { now: later(60_000), host: 'this-host', pid: process.pid };

let folder: string;
let relay: Relay;
let file: string;
const masterKey = randomBytes(32);
const open = (): Promise<Store> => openStore({ url: `file:${file}`, masterKey });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vesnik-older-'));
  file = join(folder, 'vesnik.db');
  relay = await startRelay();
  await migrate({ url: `file:${file}`, masterKey }, now);
});
afterEach(async () => {
  await relay.stop();
  await rm(folder, { recursive: true, force: true });
});

/** As a person would: the one file, while nobody has it open. */
async function copyAway(): Promise<string> {
  const copy = join(folder, 'copy.db');
  await copyFile(file, copy);
  return copy;
}

async function putBack(copy: string): Promise<void> {
  for (const end of ['-wal', '-shm']) await rm(file + end, { force: true });
  await copyFile(copy, file);
}

it('a copy from before the mailing, put back after it, mails nobody again: whoever waits in it is uncertain, and that is said', async () => {
  const before = await open();
  await addReaders(before, readers);
  await approve(before);
  await before.close();
  const copy = await copyAway();
  const sending = await open();
  await run(sending, relay);
  await sending.close();
  expect(relay.taken).toHaveLength(readers);

  await putBack(copy);
  const store = await open();
  await expect(run(store, relay, { clock: testClock(me.now) })).rejects.toMatchObject({
    code: 'database-older',
    message: expect.stringContaining(`${issue} (waiting: 0, may have arrived: ${readers})`),
    hint: expect.stringContaining('--retry-uncertain'),
  });
  expect(await mailingStatus(store, issue)).toMatchObject({ state: 'paused', counts: { uncertain: readers } });
  const answers = await store.db.selectFrom('deliveries').select('answer').distinct().execute();
  expect(answers).toEqual([{ answer: 'the database is older than what was mailed from it' }]);
  await resumeMailing(store, issue, me.now);
  await run(store, relay);
  expect(relay.taken).toHaveLength(readers);
  await auditLedger({ store, relays: [relay], recipients: readers, isOver: true, uncertain: readers });
  await store.close();
});

it('a copy made in the middle of the mailing is noticed too, once more was mailed', async () => {
  const half = new AbortController();
  relay.script.message = () => {
    if (relay.taken.length === readers / 2) half.abort();
    return undefined;
  };
  const first = await open();
  await addReaders(first, readers);
  await approve(first);
  await run(first, relay, { signal: half.signal });
  const { sent } = (await mailingStatus(first, issue)).counts;
  await first.close();
  expect(sent).toBeLessThan(readers);
  const copy = await copyAway();
  const second = await open();
  await run(second, relay);
  await second.close();

  await putBack(copy);
  const store = await open();
  await expect(acquireSender(store, me)).rejects.toMatchObject({ code: 'database-older' });
  const { counts } = await mailingStatus(store, issue);
  expect(counts).toMatchObject({ sent, uncertain: readers - sent });
  expect(await retryUncertain(store, issue, me.now)).toBe(readers - sent);
  await store.close();
});

it('a copy after which nothing was mailed, a moved file, and a mark that is gone or damaged are no reason to stop', async () => {
  const first = await open();
  await (await acquireSender(first, me)).release(me.now);
  await first.close();
  const copy = await copyAway();
  await putBack(copy);
  const mark = `${file}-mark`;
  for (const spoil of [() => rm(mark), () => writeFile(mark, 'no number'), () => undefined]) {
    await spoil();
    const store = await open();
    await (await acquireSender(store, me)).release(me.now);
    await store.close();
  }
  expect(Number(await readFile(mark, 'utf8'))).toBeGreaterThan(1);
  file = copy;
  const moved = await open();
  await (await acquireSender(moved, me)).release(me.now);
  await moved.close();
});

it('a new database where another one was knows nothing of the marks of that one', async () => {
  const first = await open();
  await (await acquireSender(first, me)).release(me.now);
  await first.close();
  for (const end of ['', '-wal', '-shm']) await rm(file + end, { force: true });
  await migrate({ url: `file:${file}`, masterKey }, now);
  const store = await open();
  await (await acquireSender(store, me)).release(me.now);
  await store.close();
});
