import { Readable } from 'node:stream';
import SqliteFile from 'better-sqlite3';
import { sql } from 'kysely';
import { afterEach, describe, expect, it } from 'vitest';
import { type Clock, systemClock } from '#delivery/clock.ts';
import { messageId } from '#delivery/personal-message.ts';
import { backUp } from '#store/backup.ts';
import { openDatabase } from '#store/database.ts';
import { resumeMailing } from '#store/mailing-control.ts';
import { openStore, type Store } from '#store/open.ts';
import { restoreBackup } from '#store/restore.ts';
import { listDeliveries, mailingStatus } from '#store/status.ts';
import { retryUncertain } from '#store/uncertain-retry.ts';
import { type Relay, type RelayScript, startRelay } from '../smtp-relay.ts';
import { later, now, onBothDatabases } from '../store/both-databases.ts';
import { addReaders, approve, issue } from '../store/people.ts';
import { auditLedger } from './ledger-audit.ts';
import { run, testClock } from './run.ts';
import { seededRandom } from './seeded.ts';

const readers = 40;
const connections = 3;
const seed = Number(process.env.VESNIK_ACCIDENT_SEED ?? 2024);
const of = `VESNIK_ACCIDENT_SEED=${seed}`;
const limits = { openMs: 400, messageMs: 400 };

const relays: Relay[] = [];
afterEach(async () => {
  for (const relay of relays.splice(0)) await relay.stop();
});

async function relayWith(script: RelayScript = {}): Promise<Relay> {
  const relay = await startRelay(script);
  relays.push(relay);
  return relay;
}

/** What a relay does that means no good, and how many may be uncertain after it. */
interface Mischief {
  readonly what: string;
  readonly script: (random: () => number) => RelayScript;
  readonly uncertain: number;
}

// Each answer by its chance; undefined: the friendly one, which repeats the recipient.
function chance(random: () => number, each: number, ...answers: readonly string[]): string | undefined {
  return answers[Math.floor(random() / each)];
}

const words = (to: string): string =>
  `<${to}> ${to.split('@')[0]} try https://relay.example/?a=${encodeURIComponent(to)}`;

const mischief: readonly Mischief[] = [
  {
    what: 'answers 4xx and 5xx at every step, with the recipient in it',
    script: random => ({
      mail: from => chance(random, 0.05, `451 4.3.0 ${from}`, `421 4.7.0 ${from}`),
      rcpt: to => chance(random, 0.06, `450 4.2.1 ${words(to)}`, `550 5.1.1 ${words(to)}`, `421 4.3.2 ${words(to)}`),
      data: to => chance(random, 0.06, `451 4.3.0 ${words(to)}`, `554 5.5.1 ${words(to)}`),
      message: ({ to }) =>
        chance(random, 0.06, `452 4.3.1 ${words(to.join())}`, `552 5.3.4 ${words(to.join())}`, `421 4.3.2 bye`),
    }),
    uncertain: 0,
  },
  {
    what: 'drops the connection at any step, after the final dot too',
    script: random => ({
      mail: () => chance(random, 0.04, 'drop'),
      rcpt: () => chance(random, 0.06, 'drop'),
      data: () => chance(random, 0.06, 'drop'),
      message: () => chance(random, 0.15, 'drop'),
    }),
    uncertain: readers,
  },
  {
    what: 'falls silent at any step',
    script: random => ({
      mail: () => chance(random, 0.02, 'silent'),
      rcpt: () => chance(random, 0.03, 'silent'),
      data: () => chance(random, 0.03, 'silent'),
      message: () => chance(random, 0.1, 'silent'),
    }),
    uncertain: readers,
  },
  { what: 'closes after every second message', script: () => ({ closeAfter: 2 }), uncertain: 0 },
  {
    what: 'turns away most connections',
    script: random => ({ greeting: () => (random() < 0.6 ? '421 4.7.0 too many' : '220 welcome') }),
    uncertain: 0,
  },
  { what: 'offers nothing beyond the oldest SMTP', script: () => ({ extensions: [] }), uncertain: 0 },
];

onBothDatabases(fresh => {
  it('a relay that answers a byte at a time takes its time, no more', async () => {
    const store = await fresh.store();
    await addReaders(store, 6);
    await approve(store);
    const relay = await relayWith({ byteEveryMs: 1 });
    await run(store, relay, { clock: systemClock, patienceMs: 0 });
    await auditLedger({ store, relays: [relay], recipients: 6, uncertain: 0, isOver: true });
  });

  describe.each(mischief)('a relay that $what', ({ script, uncertain }) => {
    it('gets every mail once, or it is listed; the rest is told as it is', async () => {
      const store = await fresh.store();
      await addReaders(store, readers);
      await approve(store);
      const relay = await relayWith(script(seededRandom(seed)));
      const clock = await untilOver(store, relay);
      await auditLedger({ store, relays: [relay], recipients: readers, uncertain, isOver: true, of });
      const hidden = relay.taken.filter(({ answer }) => answer === 'drop' || answer === 'silent');
      const listed = (await listDeliveries(store, { issue, state: 'uncertain' })).map(idOf);
      expect(listed.sort(), of).toEqual(expect.arrayContaining(hidden.map(taken => taken.messageId).sort()));
      // A person has them repeated, with the same Message-ID, over a relay that is well again.
      const well = await relayWith();
      expect(await retryUncertain(store, issue, clock.now())).toBe(listed.length);
      await untilOver(store, well, clock);
      expect(well.taken.map(taken => taken.messageId).sort(), of).toEqual(listed);
      const retried = new Set(listed);
      await auditLedger({
        ...{ store, relays: [relay, well], recipients: readers, retried, of },
        uncertain: 0,
        isOver: true,
      });
    });
  });

  it('a relay that vanishes again and again, each time at another step, loses nothing', async () => {
    const store = await fresh.store();
    await addReaders(store, readers);
    await approve(store);
    const random = seededRandom(seed);
    const gone: Relay[] = [];
    const clock = testClock();
    for (let time = 0; time < 6; time += 1) {
      const relay = await startRelay();
      gone.push(relay);
      let steps = 1 + Math.floor(random() * 18);
      const step = (): undefined => {
        steps -= 1;
        if (steps === 0) void relay.stop();
      };
      Object.assign(relay.script, { rcpt: step, data: step, message: step });
      await run(store, relay, { clock, settings: { connections, limits } }).catch(() => {});
      if (steps > 0) await relay.stop();
      await auditLedger({
        store,
        relays: gone,
        recipients: readers,
        uncertain: 2 * connections * (time + 1),
        isOver: false,
        of,
      });
    }
    const last = await relayWith();
    await untilOver(store, last, clock);
    await auditLedger({
      store,
      relays: [...gone, last],
      recipients: readers,
      uncertain: 12 * connections,
      isOver: true,
      of,
    });
  });

  it('a clock that jumps by days and years, back and forth, loses nothing and repeats nothing', async () => {
    const store = await fresh.store();
    await addReaders(store, readers);
    await approve(store);
    const random = seededRandom(seed);
    const relay = await relayWith({
      rcpt: to => chance(random, 0.15, `450 4.2.1 ${words(to)}`),
      message: () => chance(random, 0.1, '451 4.3.0 later', 'drop'),
    });
    const clock = jumping(random);
    for (let time = 0; time < 4; time += 1) {
      await run(store, relay, { clock, patienceMs: 60_000, settings: { connections, limits } });
      await auditLedger({ store, relays: [relay], recipients: readers, uncertain: readers, isOver: false, of });
    }
    delete relay.script.rcpt;
    delete relay.script.message;
    await untilOver(store, relay);
    await auditLedger({ store, relays: [relay], recipients: readers, uncertain: readers, isOver: true, of });
  });

  describe('a database that', () => {
    it('another program keeps locked for a moment holds the mailing up, no more', async () => {
      const { store, relay } = await mailing();
      let unlocked: Promise<unknown> | undefined;
      relay.script.message = () => {
        if (relay.taken.length === 10) unlocked = lockFor(store, 300);
        return undefined;
      };
      await run(store, relay, { settings: { connections } });
      expect(unlocked).toBeDefined();
      await unlocked;
      await auditLedger({ store, relays: [relay], recipients: readers, uncertain: 0, isOver: true });
    });

    it('becomes read-only in the middle ends the run in plain words; what was on the wire is listed', async () => {
      const { store, relay } = await mailing();
      relay.script.message = () => {
        if (relay.taken.length === 10) void readOnly(store, true);
        return undefined;
      };
      await expect(run(store, relay, { settings: { connections } })).rejects.toMatchObject({
        code: 'database-read-only',
      });
      await readOnly(store, false);
      delete relay.script.message;
      expect((await mailingStatus(store, issue)).counts.sent).toBeLessThan(readers);
      await untilOver(store, relay);
      await auditLedger({ store, relays: [relay], recipients: readers, uncertain: 2 * connections, isOver: true });
    });

    if (fresh.kind === 'sqlite') {
      it('finds the disk full ends the run in plain words; what was on the wire is listed', async () => {
        const { store, relay } = await mailing(400);
        const longest = 'я'.repeat(300);
        relay.script.message = () => {
          if (relay.taken.length === 20) void noMorePages(store);
          return `250 2.0.0 ${longest}`;
        };
        await expect(run(store, relay, { settings: { connections } })).rejects.toMatchObject({
          code: 'disk-full',
          hint: expect.stringContaining('Free some space'),
        });
        await sql`pragma max_page_count = 1000000`.execute(store.db);
        expect((await mailingStatus(store, issue)).counts.sent).toBeLessThan(400);
        await untilOver(store, relay);
        await auditLedger({ store, relays: [relay], recipients: 400, uncertain: 2 * connections, isOver: true });
      });
    } else {
      it('restarts all its sessions in the middle ends the run; what was on the wire is listed', async () => {
        const many = 20 * readers;
        const { store, relay } = await mailing(many);
        let cut: Promise<unknown> | undefined;
        relay.script.message = () => {
          if (relay.taken.length === 10)
            cut = sql`select pg_terminate_backend(pid) from pg_stat_activity
              where datname = current_database() and pid <> pg_backend_pid()`.execute(store.db);
          return undefined;
        };
        await expect(run(store, relay, { settings: { connections } })).rejects.toMatchObject({
          // Whichever of its sessions tells first.
          code: expect.stringMatching(/^(database-unreachable|sender-lost)$/u),
          hint: expect.stringMatching(/type the same command again|then resume/u),
        });
        await cut?.catch(() => {});
        await untilOver(store, relay);
        await auditLedger({ store, relays: [relay], recipients: many, uncertain: 2 * connections, isOver: true });
      });
    }

    it('was put back from a backup made in the middle mails nobody twice, and lists who may have got it since', async () => {
      const { store, relay } = await mailing();
      const stop = new AbortController();
      relay.script.message = () => {
        if (relay.taken.length === 10) stop.abort();
        return undefined;
      };
      await run(store, relay, { settings: { connections }, signal: stop.signal });
      const { sent, uncertain } = (await mailingStatus(store, issue)).counts;
      const backup: Buffer[] = [];
      await backUp(store, { now, write: async bytes => void backup.push(bytes) });
      await untilOver(store, relay);
      expect(relay.taken).toHaveLength(readers);

      const { url } = await fresh.source();
      const place = await openDatabase(url, { makeIfMissing: true });
      const { paused } = await restoreBackup(place, Readable.from(backup), later(60_000));
      await place.close();
      expect(paused).toEqual([{ issue, waiting: 0, uncertain: readers - sent - uncertain }]);
      const restored = await openStore({ ...fresh.sourceOf(store), url });
      await resumeMailing(restored, issue, later(60_000));
      await run(restored, relay, { settings: { connections } });
      await auditLedger({
        store: restored,
        relays: [relay],
        recipients: readers,
        uncertain: readers - sent,
        isOver: true,
      });
      const listed = (await listDeliveries(restored, { issue, state: 'uncertain' })).map(idOf);
      expect(relay.taken.map(taken => taken.messageId)).toEqual(expect.arrayContaining(listed));
      await restored.close();
    });

    async function mailing(count = readers): Promise<{ store: Store; relay: Relay }> {
      const store = await fresh.store();
      await addReaders(store, count);
      await approve(store);
      return { store, relay: await relayWith() };
    }

    // Another program's transaction, as a backup tool or a database viewer leaves one open.
    async function lockFor(store: Store, ms: number): Promise<void> {
      const pause = () => new Promise(resolve => setTimeout(resolve, ms));
      if (fresh.kind === 'postgres') {
        const other = await fresh.again(store);
        await other.db.transaction().execute(async transaction => {
          await sql`lock table deliveries in access exclusive mode`.execute(transaction);
          await pause();
        });
        return;
      }
      const other = new SqliteFile(fresh.sourceOf(store).url.slice('file:'.length), { timeout: 1000 });
      other.exec('begin immediate');
      await pause();
      other.exec('commit');
      other.close();
    }

    async function readOnly({ db }: Store, isOn: boolean): Promise<void> {
      if (fresh.kind === 'sqlite') await sql`pragma query_only = ${sql.lit(isOn ? 1 : 0)}`.execute(db);
      else {
        await sql`alter system set default_transaction_read_only = ${sql.lit(isOn ? 'on' : 'off')}`.execute(db);
        await sql`select pg_reload_conf()`.execute(db);
        const wanted = isOn ? 'on' : 'off';
        for (let is = ''; is !== wanted; ) {
          const { rows } = await sql<{
            is: string;
          }>`select current_setting('default_transaction_read_only') as is`.execute(db);
          is = rows[0]?.is ?? '';
        }
      }
    }
  });
});

const idOf = ({ bytes }: { readonly bytes: Buffer }): string => messageId(bytes, 'news@example.org');

/** Runs again and again, each time as late as the next delivery may go, until nothing waits any more. */
async function untilOver(store: Store, relay: Relay, clock: Clock = testClock()): Promise<Clock> {
  for (let time = 0; time < 40; time += 1) {
    const report = await run(store, relay, { clock, settings: { connections, limits } }).catch(() => undefined);
    const { counts } = await mailingStatus(store, issue);
    if (counts.queued + counts.deferred + counts.sending === 0) return clock;
    const waitMs = (report?.nextAttempt?.getTime() ?? 0) - clock.now().getTime();
    await clock.wait(Math.max(60_000, waitMs), new AbortController().signal);
  }
  throw new Error(`the mailing does not come to an end, ${of}`);
}

function jumping(random: () => number): Clock {
  const sound = testClock();
  let offMs = 0;
  return {
    ...sound,
    now: () => {
      if (random() < 0.05) offMs = Math.round((random() - 0.5) * 20 * 365 * 86_400_000);
      else if (random() < 0.2) offMs = Math.round((random() - 0.5) * 4 * 86_400_000);
      return new Date(now.getTime() + sound.elapsed() + offMs);
    },
  };
}

async function noMorePages({ db }: Store): Promise<void> {
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db);
  await sql`pragma max_page_count = ${sql.lit(rows[0]?.page_count ?? 0)}`.execute(db);
}
