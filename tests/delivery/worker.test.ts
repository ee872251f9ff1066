import { sql } from 'kysely';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '#delivery/clock.ts';
import { messageId } from '#delivery/personal-message.ts';
import { RelayError } from '#delivery/relay-error.ts';
import { beginMailing } from '#store/beginning.ts';
import { freezeMailing } from '#store/freeze.ts';
import { cancelMailing, pauseMailing, resumeMailing } from '#store/mailing-control.ts';
import { listDeliveries, mailingStatus } from '#store/status.ts';
import { addSubscribers } from '#store/subscriber-admission.ts';
import { findByAddress, unsubscribe } from '#store/subscribers.ts';
import { retryUncertain } from '#store/uncertain-retry.ts';
import { type Relay, type RelayScript, startRelay } from '../smtp-relay.ts';
import { later, now, onBothDatabases } from '../store/both-databases.ts';
import { addReaders, approve, issue, person, variantFor } from '../store/people.ts';
import { startSender } from '../store/processes.ts';
import { auditLedger } from './ledger-audit.ts';
import { countsOf, run, testClock } from './run.ts';

const relays: Relay[] = [];
afterEach(async () => {
  for (const relay of relays.splice(0)) await relay.stop();
});

async function relayWith(script: RelayScript = {}): Promise<Relay> {
  const relay = await startRelay(script);
  relays.push(relay);
  return relay;
}

const idsOf = (relay: Relay): string[] => relay.taken.map(message => message.messageId);

onBothDatabases(fresh => {
  describe('a mailing', () => {
    it('reaches every recipient once, each with a Message-ID, a VERP address and links of their own', async () => {
      const [relay, store] = [await relayWith(), await fresh.store()];
      await addReaders(store, 30, ['en', 'be']);
      const mailing = await approve(store, ['en', 'be']);
      const report = await run(store, relay, { mailing: mailing.id });
      expect(report).toEqual({ counts: { sent: 30, deferred: 0, failed: 0, uncertain: 0 }, wasStopped: false });
      expect(await mailingStatus(store, issue)).toMatchObject({ state: 'sent', counts: { sent: 30 } });
      for (const part of [idsOf(relay), relay.taken.map(({ from }) => from), relay.taken.map(({ to }) => to.join())]) {
        expect(new Set(part).size).toBe(30);
      }
      const links = relay.taken.map(({ source }) => /\/u\/([\w-]{60})/.exec(source)?.[1]);
      expect(new Set(links).size).toBe(30);
      expect(relay.taken.map(({ to, source }) => source.startsWith(`To: ${to[0]}\r\n`))).not.toContain(false);
    });

    it('never has more on the wire than twice the connections', async () => {
      const [relay, store] = [await relayWith(), await fresh.store()];
      await addReaders(store, 60);
      await approve(store);
      const seen: number[] = [];
      const looks: Promise<unknown>[] = [];
      relay.script.message = () => {
        looks.push(mailingStatus(store, issue).then(({ counts }) => seen.push(counts.sending)));
        return undefined;
      };
      await run(store, relay, { settings: { connections: 3 } });
      await Promise.all(looks);
      expect(Math.max(...seen)).toBeGreaterThan(1);
      expect(Math.max(...seen)).toBeLessThanOrEqual(6);
    });

    it('keeps to its rate', async () => {
      const [relay, store, clock] = [await relayWith(), await fresh.store(), testClock()];
      await addReaders(store, 21);
      await approve(store);
      await run(store, relay, { clock, settings: { rate: 10 } });
      expect(relay.taken).toHaveLength(21);
      expect(clock.elapsed()).toBeGreaterThanOrEqual(1900);
    });

    it('stops where it is when it is paused, and goes on when it is resumed', async () => {
      const [relay, store] = [await relayWith(), await fresh.store()];
      await addReaders(store, 20);
      const { id } = await approve(store);
      relay.script.message = () => (relay.taken.length === 5 ? 'silent' : undefined);
      const stop = new AbortController();
      const first = run(store, relay, {
        signal: stop.signal,
        clock: systemClock,
        graceMs: 50,
        settings: { connections: 1 },
      });
      await relay.whenTaken(5);
      await pauseMailing(store, issue);
      stop.abort();
      expect(await first).toMatchObject({ wasStopped: true, counts: { sent: 4, uncertain: 1 } });
      relay.script.message = () => undefined;
      await run(store, relay, { mailing: id });
      expect(relay.taken).toHaveLength(5);
      await resumeMailing(store, issue, now);
      await run(store, relay, { mailing: id });
      expect(await countsOf(store)).toEqual({ sent: 19, uncertain: 1 });
      expect(new Set(idsOf(relay)).size).toBe(20);
    });

    it('that is cancelled on the way sends nothing more', async () => {
      const [relay, store] = [await relayWith(), await fresh.store()];
      await addReaders(store, 20);
      const { id } = await approve(store);
      let cancelled: Promise<unknown> | undefined;
      relay.script.message = () => {
        cancelled ??= cancelMailing(store, issue, now);
        return undefined;
      };
      await run(store, relay, { mailing: id, settings: { connections: 1 } });
      await cancelled;
      const { sent = 0, cancelled: rest = 0 } = await countsOf(store);
      expect([sent, sent + rest]).toEqual([relay.taken.length, 20]);
      expect(sent).toBeLessThan(10);
    });

    it('that is scheduled waits until somebody lets it begin', async () => {
      const [relay, store, clock] = [await relayWith(), await fresh.store(), testClock()];
      await addReaders(store, 3);
      const due = later(3 * 3_600_000);
      const { id } = await freezeMailing(store, { issue, variants: [variantFor('en')], due, now });
      expect(await run(store, relay, { clock })).toMatchObject({ nextAttempt: due });
      expect(relay.taken).toEqual([]);
      await beginMailing(store, id, due);
      await run(store, relay, { clock: testClock(later(3 * 3_600_000)) });
      expect(relay.taken).toHaveLength(3);
    });
  });

  describe('somebody who leaves', () => {
    it('gets nothing whose sending was not yet committed', async () => {
      const [relay, store] = [await relayWith(), await fresh.store()];
      await addReaders(store, 40);
      await approve(store);
      const leavers = await Promise.all([20, 30, 40].map(at => findByAddress(store, `reader${at}@example.org`)));
      let left: Promise<unknown> | undefined;
      relay.script.message = () => {
        left ??= Promise.all(leavers.map(leaver => unsubscribe(store, leaver?.ref ?? Buffer.alloc(16), now)));
        return undefined;
      };
      await run(store, relay, { settings: { connections: 1 } });
      await left;
      expect(relay.taken.filter(({ to }) => /reader[234]0@/.test(to.join()))).toEqual([]);
      expect(await countsOf(store)).toEqual({ sent: 37, cancelled: 3 });
    });
  });

  describe('what a relay answers', () => {
    it('decides the state; its words are kept without an address', async () => {
      const store = await fresh.store();
      const relay = await relayWith({
        rcpt: to => (to.startsWith('reader2@') ? `550 5.1.1 <${to}> user ${to.split('@')[0]} unknown` : undefined),
        message: ({ to }) => (to[0] === 'reader3@example.org' ? 'drop' : undefined),
        data: to => (to.startsWith('reader4@') ? 'drop' : undefined),
      });
      await addReaders(store, 5);
      await addSubscribers(store, [person('чытач@example.org')], now);
      relay.script.extensions = ['PIPELINING'];
      await approve(store);
      await run(store, relay, { patienceMs: 0 });
      expect(await countsOf(store)).toEqual({ sent: 2, failed: 2, uncertain: 1, deferred: 1 });
      const answers = await store.db.selectFrom('deliveries').select(['state', 'answer']).execute();
      const text = JSON.stringify(answers);
      expect(text).not.toMatch(/reader\d|чытач|bounce\+/);
      expect(text).toContain('550 5.1.1 <[hidden]> user [hidden] unknown');
      expect(text).toContain('5.6.7');
      expect(text).toContain('250 2.0.0 queued for <[hidden]> ([hidden]) from [hidden]');
    });

    it('4xx brings a second attempt with the same Message-ID within minutes', async () => {
      const [store, clock] = [await fresh.store(), testClock()];
      const relay = await relayWith({ message: () => (relay.taken.length <= 2 ? '451 4.7.1 greylisted' : undefined) });
      await addReaders(store, 2);
      await approve(store);
      expect(await run(store, relay, { clock })).toMatchObject({ counts: { sent: 2, deferred: 2 } });
      expect(clock.elapsed()).toBeGreaterThanOrEqual(60_000);
      expect(relay.taken).toHaveLength(4);
      expect(new Set(idsOf(relay)).size).toBe(2);
      expect(await mailingStatus(store, issue)).toMatchObject({ state: 'sent', counts: { sent: 2 } });
    });

    it('4xx for three days is a failure', async () => {
      const [relay, store] = [await relayWith({ rcpt: () => '452 4.2.2 full' }), await fresh.store()];
      await addReaders(store, 1);
      await approve(store);
      let at: Date | undefined = now;
      let attempts = 0;
      for (; at !== undefined; attempts += 1) {
        const report = await run(store, relay, { patienceMs: 0, clock: testClock(at), random: () => 0.999 });
        if (report.nextAttempt !== undefined)
          expect(report.nextAttempt.getTime() - now.getTime()).toBeLessThan(3 * 86_400_000);
        at = report.nextAttempt;
      }
      expect(attempts).toBe(11);
      expect(await countsOf(store)).toEqual({ failed: 1 });
      expect((await listDeliveries(store, { issue, state: 'failed' }))[0]?.answer).toBe(
        'given up after three days: 452 4.2.2 full',
      );
    });

    it('nothing after the final dot makes it uncertain: listed, not repeated, unless a person says so', async () => {
      const [relay, store] = [await relayWith({ message: () => 'drop' }), await fresh.store()];
      await addReaders(store, 2);
      await approve(store);
      await run(store, relay);
      await run(store, relay);
      expect(relay.taken).toHaveLength(2);
      const listed = await listDeliveries(store, { issue, state: 'uncertain' });
      expect(listed.map(({ bytes }) => messageId(bytes, 'news@example.org')).toSorted()).toEqual(
        idsOf(relay).toSorted(),
      );
      relay.script.message = () => undefined;
      expect(await retryUncertain(store, issue, now)).toBe(2);
      await run(store, relay);
      expect(relay.taken).toHaveLength(4);
      expect(new Set(idsOf(relay)).size).toBe(2);
      expect(await countsOf(store)).toEqual({ sent: 2 });
    });

    it('a refusal of everybody stops the run before the list is spent', async () => {
      for (const script of [
        { rcpt: () => '554 5.7.1 relay access denied' },
        { mail: () => '550 5.7.1 not you' },
      ] satisfies RelayScript[]) {
        const [relay, store] = [await relayWith(script), await fresh.store()];
        await addReaders(store, 200);
        await approve(store);
        await expect(run(store, relay)).rejects.toMatchObject({ code: 'relay-refuses-everybody', kind: 'partly' });
        const { failed = 0, deferred = 0, queued = 0, ...rest } = await countsOf(store);
        expect(failed).toBeLessThan(30);
        expect(deferred).toBeLessThan(40);
        expect([failed + deferred + queued, rest]).toEqual([200, {}]);
      }
    });
  });

  describe('a relay that cannot be reached', () => {
    it('costs no attempt, and the run says why it ended', async () => {
      const [relay, store] = [await relayWith(), await fresh.store()];
      await addReaders(store, 10);
      await approve(store);
      const { url } = relay;
      await relays.pop()?.stop();
      await expect(run(store, { url })).rejects.toMatchObject({ code: 'relay-unreachable' });
      expect(await countsOf(store)).toEqual({ queued: 10 });
      const rows = await store.db.selectFrom('deliveries').select(['attempts', 'worker']).execute();
      expect(new Set(rows.map(row => JSON.stringify(row)))).toEqual(new Set(['{"attempts":0,"worker":null}']));
    });

    it('is told apart from one that turns us away', async () => {
      const [relay, store] = [await relayWith({ greeting: '554 5.7.1 no' }), await fresh.store()];
      await addReaders(store, 2);
      await approve(store);
      await expect(run(store, relay)).rejects.toSatisfy(
        error => error instanceof RelayError && error.failure === 'refused',
      );
      expect(await countsOf(store)).toEqual({ queued: 2 });
    });

    it('on all connections but one still takes everything over that one', async () => {
      const store = await fresh.store();
      const relay = await relayWith({
        greeting: connection => (connection === 1 ? '220 welcome' : '421 4.7.0 too many'),
      });
      await addReaders(store, 30);
      await approve(store);
      await run(store, relay, { settings: { connections: 4 } });
      expect(await countsOf(store)).toEqual({ sent: 30 });
    });

    it('dies in the middle: what was not finished goes out over the next one, nobody twice', async () => {
      const [first, store] = [await relayWith(), await fresh.store()];
      await addReaders(store, 40);
      await approve(store);
      const ending = run(store, first);
      await first.whenTaken(10);
      await first.stop();
      relays.pop();
      await ending.catch(() => undefined);
      const second = await relayWith();
      await run(store, second, { clock: testClock(later(3_600_000)) });
      const { sent = 0, uncertain = 0, ...rest } = await countsOf(store);
      expect([sent + uncertain, rest]).toEqual([40, {}]);
      const ids = [...idsOf(first), ...idsOf(second)];
      expect(new Set(ids).size).toBe(ids.length);
      expect(uncertain).toBeLessThanOrEqual(6);
    });
  });

  describe('a stop', () => {
    it('claims nothing more, finishes what is on the wire and leaves the rest queued', async () => {
      const [relay, store, stop] = [await relayWith(), await fresh.store(), new AbortController()];
      await addReaders(store, 60);
      await approve(store);
      const running = run(store, relay, { signal: stop.signal, clock: systemClock });
      await relay.whenTaken(10);
      stop.abort();
      const report = await running;
      const { sent = 0, queued = 0, ...rest } = await countsOf(store);
      expect(report).toMatchObject({ wasStopped: true, counts: { sent, uncertain: 0, deferred: 0 } });
      expect([sent, sent + queued, rest]).toEqual([relay.taken.length, 60, {}]);
      expect(sent).toBeLessThan(60);
      await run(store, relay);
      expect(new Set(idsOf(relay)).size).toBe(60);
      expect(relay.taken).toHaveLength(60);
    });

    it('lists what got no answer within the grace as uncertain', async () => {
      const [relay, store, stop] = [
        await relayWith({ message: () => 'silent' }),
        await fresh.store(),
        new AbortController(),
      ];
      await addReaders(store, 20);
      await approve(store);
      const running = run(store, relay, { signal: stop.signal, clock: systemClock, graceMs: 100 });
      await relay.whenTaken(3);
      stop.abort();
      await running;
      const { uncertain, sending, ...rest } = await countsOf(store);
      expect([uncertain, sending]).toEqual([3, undefined]);
      expect((rest.queued ?? 0) + (rest.deferred ?? 0)).toBe(17);
    });

    it('takes back what it cuts off before the final dot: that was no attempt, and it may go at once', async () => {
      const [store, stop] = [await fresh.store(), new AbortController()];
      const relay = await relayWith({ data: () => 'silent' });
      await addReaders(store, 5);
      await approve(store);
      const running = run(store, relay, { signal: stop.signal, clock: systemClock, graceMs: 50 });
      await expect.poll(() => relay.commands.filter(line => line === 'DATA').length).toBeGreaterThanOrEqual(3);
      stop.abort();
      await running;
      const { deferred = 0, queued = 0, ...rest } = await countsOf(store);
      expect([deferred + queued, rest]).toEqual([5, {}]);
      expect(deferred).toBeGreaterThanOrEqual(3);
      const rows = await store.db.selectFrom('deliveries').select(['attempts', 'available_at']).distinct().execute();
      expect(rows).toEqual([{ attempts: 0, available_at: 0 }]);
    });
  });

  describe('a worker without end', () => {
    it('takes up what is approved while it runs, and gives its connections back in between', async () => {
      const [relay, store, stop] = [await relayWith(), await fresh.store(), new AbortController()];
      await addReaders(store, 4);
      const running = run(store, relay, { until: 'stopped', signal: stop.signal, clock: testClock() });
      await approve(store);
      await relay.whenTaken(4);
      await expect.poll(() => relay.commands.filter(line => line === 'QUIT').length).toBeGreaterThan(0);
      await expect.poll(async () => (await mailingStatus(store, issue)).state).toBe('sent');
      stop.abort();
      expect(await running).toMatchObject({ wasStopped: true });
    });
  });

  it('a variant that must not reach the wire stops the run, and nothing is lost', async () => {
    const [relay, store] = [await relayWith(), await fresh.store()];
    await addReaders(store, 3);
    await freezeMailing(store, { issue, variants: [variantFor('en', { subject: 'Week\r\nBcc: e@example.com' })], now });
    await expect(run(store, relay)).rejects.toMatchObject({ code: 'variant-refused' });
    expect(relay.taken).toEqual([]);
    const { queued = 0, deferred = 0 } = await countsOf(store);
    expect(queued + deferred).toBe(3);
  });

  it('a clock that was set back delays and loses nothing, and sends nothing twice', async () => {
    const [relay, store] = [await relayWith(), await fresh.store()];
    await addReaders(store, 6);
    await approve(store);
    relay.script.rcpt = (to, time) => (to.startsWith('reader1@') && time === 1 ? '451 later' : undefined);
    await run(store, relay, { patienceMs: 0 });
    const report = await run(store, relay, { patienceMs: 0, clock: testClock(later(-86_400_000)) });
    expect(report.nextAttempt?.getTime()).toBeGreaterThan(now.getTime());
    expect(await countsOf(store)).toEqual({ sent: 5, deferred: 1 });
    await run(store, relay, { clock: testClock(later(120_000)) });
    expect(await countsOf(store)).toEqual({ sent: 6 });
    expect(relay.taken).toHaveLength(6);
  });

  if (fresh.kind === 'postgres') {
    it('stops when it loses the sender lock though it lives, and nobody gets a mail twice', async () => {
      const [relay, store] = [await relayWith(), await fresh.store()];
      await addReaders(store, 100);
      await approve(store);
      let cut: Promise<unknown> | undefined;
      relay.script.message = () => {
        if (relay.taken.length < 20) return undefined;
        cut ??= sql`select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'
          and database = (select oid from pg_database where datname = current_database())`.execute(store.db);
        return 'silent';
      };
      await expect(run(store, relay, { clock: systemClock })).rejects.toMatchObject({ code: 'sender-lost' });
      await cut;
      relay.script.message = () => undefined;
      // What was cut before its final dot is tried again minutes after the first run's time, which is the real one.
      await run(store, relay, { clock: testClock(new Date(Date.now() + 3_600_000)) });
      const { sent = 0, uncertain = 0, ...rest } = await countsOf(store);
      expect([sent + uncertain, rest]).toEqual([100, {}]);
      expect(uncertain).toBeLessThanOrEqual(6);
      expect(new Set(idsOf(relay)).size).toBe(relay.taken.length);
    });

    it('goes on with what a rival held that dies meanwhile, without coming to rest first', async () => {
      const [relay, store] = [await relayWith(), await fresh.store()];
      await addReaders(store, 120);
      await approve(store);
      const rival = await startSender(fresh.sourceOf(store), '3');
      const uncertain: number[] = [];
      let looks = Promise.resolve();
      relay.script.message = () => {
        if (relay.taken.length === 5) rival.kill('SIGKILL');
        looks = looks.then(async () => void uncertain.push((await mailingStatus(store, issue)).counts.uncertain));
        return undefined;
      };
      await run(store, relay, { settings: { rate: 1 } });
      await looks;
      expect(uncertain.slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
      expect(uncertain.slice(0, 100)).toContain(3);
      await auditLedger({ store, relays: [relay], recipients: 120, uncertain: 3, isOver: true });
    });

    it('is shared by several workers, nobody twice', async () => {
      const [relay, store] = [await relayWith(), await fresh.store()];
      await addReaders(store, 100);
      await approve(store);
      const others = [store, await fresh.again(store), await fresh.again(store)];
      await Promise.all(others.map(other => run(other, relay)));
      expect(new Set(relay.taken.map(({ to }) => to.join())).size).toBe(100);
      expect(relay.taken).toHaveLength(100);
    });
  } else {
    it('is not shared: a second worker is told who holds the lock', async () => {
      const [relay, store, stop] = [await relayWith(), await fresh.store(), new AbortController()];
      const running = run(store, relay, { until: 'stopped', signal: stop.signal });
      await expect.poll(() => store.db.selectFrom('senders').select('id').execute()).toHaveLength(1);
      const other = await fresh.again(store);
      await expect(run(other, relay)).rejects.toMatchObject({
        code: 'sender-busy',
        message: expect.stringContaining(String(process.pid)),
      });
      stop.abort();
      await running;
    });

    it('when the database takes no outcome the run fails, and those deliveries are found uncertain', async () => {
      const [relay, store] = [await relayWith(), await fresh.store()];
      await addReaders(store, 20);
      await approve(store);
      await sql`create trigger full_disk before update on deliveries when new.state = 'sent'
        begin select raise(abort, 'database or disk is full'); end`.execute(store.db);
      await expect(run(store, relay)).rejects.toThrow();
      await sql`drop trigger full_disk`.execute(store.db);
      const taken = relay.taken.length;
      expect(taken).toBeGreaterThan(0);
      await run(store, relay);
      const { uncertain = 0, sent = 0 } = await countsOf(store);
      expect([uncertain + sent, sent]).toEqual([20, relay.taken.length - taken]);
      expect(new Set(idsOf(relay)).size).toBe(relay.taken.length);
    });
  }
});
