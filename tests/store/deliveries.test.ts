import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { claimDeliveries, markSending, releaseClaims } from '#store/deliveries.ts';
import { forget } from '#store/forgetting.ts';
import { cancelMailing, finishMailingIfDone, pauseMailing, resumeMailing } from '#store/mailing-control.ts';
import { getMailing } from '#store/mailings.ts';
import type { Store } from '#store/open.ts';
import { settleDeliveries } from '#store/outcomes.ts';
import { listDeliveries, mailingStatus } from '#store/status.ts';
import { findByAddress, unsubscribe } from '#store/subscribers.ts';
import { suppress } from '#store/suppressions.ts';
import { later, now, onBothDatabases } from './both-databases.ts';
import { addReaders, approve, issue } from './people.ts';

const leaseMs = 60_000;

async function refOf(store: Store, address: string): Promise<Buffer> {
  return (await findByAddress(store, address))?.ref ?? Buffer.alloc(16);
}

async function claimIds(store: Store, worker: number, limit: number, at = now): Promise<number[]> {
  const claims = await claimDeliveries(store, { worker, limit, now: at, leaseMs });
  return claims.map(({ id }) => id);
}

// On SQLite another process's write keeps everybody else waiting.
async function isWaiting({ db, dialect }: Store): Promise<boolean> {
  if (dialect.name === 'sqlite') return true;
  const { rows } = await sql`select 1 from pg_stat_activity where wait_event_type = 'Lock'`.execute(db);
  return rows.length > 0;
}

async function expectSum(store: Store): Promise<void> {
  const { recipients, counts } = await mailingStatus(store, issue);
  expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(recipients);
}

onBothDatabases(fresh => {
  describe('a claim', () => {
    it('lends what a worker needs to write the message', async () => {
      const store = await fresh.store();
      await addReaders(store, 1, ['be']);
      const mailing = await approve(store, ['be']);
      const [claim] = await claimDeliveries(store, { worker: 7, limit: 10, now, leaseMs });
      expect(claim).toEqual({
        id: expect.any(Number),
        mailing: mailing.id,
        variant: expect.any(Number),
        bytes: expect.any(Buffer),
        address: 'reader1@example.org',
        subscriberRef: await refOf(store, 'reader1@example.org'),
        list: 'be',
        provider: 'other',
        attempts: 0,
      });
      expect(await mailingStatus(store, issue)).toMatchObject({ state: 'sending', counts: { queued: 1 } });
    });

    it('is free again when its lease ends, and then belongs to whoever took it', async () => {
      const store = await fresh.store();
      await addReaders(store, 2);
      await approve(store);
      const ids = await claimIds(store, 1, 10);
      expect(await claimIds(store, 2, 10, later(leaseMs - 1))).toEqual([]);
      expect((await claimIds(store, 2, 10, later(leaseMs))).sort()).toEqual(ids.sort());
      expect(await markSending(store, { worker: 1, ids, now: later(leaseMs) })).toEqual(new Set());
      expect(await markSending(store, { worker: 2, ids, now: later(leaseMs) })).toEqual(new Set(ids));
    });

    it('is neither lost nor doubled when the clock jumps back a day', async () => {
      const store = await fresh.store();
      await addReaders(store, 4);
      await approve(store);
      const yesterday = later(-86_400_000);
      const [held = 0] = await claimIds(store, 1, 1);
      await markSending(store, { worker: 1, ids: [held], now });
      expect(await claimIds(store, 1, 1)).toHaveLength(1);
      expect(await claimIds(store, 2, 10, yesterday)).toHaveLength(2);
      await releaseClaims(store, { worker: 1, now: yesterday });
      expect(await claimIds(store, 2, 10, yesterday)).toHaveLength(1);
      const outcomes = [{ id: held, state: 'sent' as const, answer: '250 Ok' }];
      expect(await settleDeliveries(store, { worker: 1, outcomes, now: yesterday })).toBe(1);
      await expectSum(store);
    });

    it('that is given back can be taken at once', async () => {
      const store = await fresh.store();
      await addReaders(store, 3);
      await approve(store);
      const [first] = await claimIds(store, 1, 2);
      await markSending(store, { worker: 1, ids: [first ?? 0], now });
      expect(await releaseClaims(store, { worker: 1, now })).toBe(1);
      expect(await claimIds(store, 2, 10)).toHaveLength(2);
    });

    it('of rivals is never the same row, and together they take every row', async () => {
      const store = await fresh.store();
      const stores = [store, await fresh.again(store), await fresh.again(store)];
      await addReaders(store, 300);
      await approve(store);
      const taken = await Promise.all(
        stores.map(async (each, at) => {
          const ids: number[] = [];
          for (let empty = 0; empty < 3; ) {
            const more = await claimIds(each, at + 1, 7);
            empty = more.length === 0 ? empty + 1 : 0;
            ids.push(...more);
          }
          return ids;
        }),
      );
      expect(taken.flat()).toHaveLength(300);
      expect(new Set(taken.flat()).size).toBe(300);
    });

    it('never exceeds its limit and takes nothing of a paused mailing', async () => {
      const store = await fresh.store();
      await addReaders(store, 20);
      const { id } = await approve(store);
      expect(await claimIds(store, 1, 5)).toHaveLength(5);
      await pauseMailing(store, issue);
      expect(await claimIds(store, 1, 5)).toEqual([]);
      expect(await resumeMailing(store, issue, now)).toMatchObject({ state: 'sending' });
      expect(await claimDeliveries(store, { worker: 1, limit: 5, now, leaseMs, mailing: id + 1 })).toEqual([]);
      expect(await claimDeliveries(store, { worker: 1, limit: 5, now, leaseMs, mailing: id })).toHaveLength(5);
    });
  });

  describe('marking as sending', () => {
    it('stops at whoever left, complained or was forgotten since the claim', async () => {
      const store = await fresh.store();
      await addReaders(store, 4);
      await approve(store);
      const claims = await claimDeliveries(store, { worker: 1, limit: 10, now, leaseMs });
      await unsubscribe(store, await refOf(store, 'reader1@example.org'), now);
      await suppress(store, 'reader2@example.org', 'complained', now);
      await forget(store, await refOf(store, 'reader3@example.org'), { keepHash: true, now });
      const ids = claims.map(({ id }) => id);
      const going = await markSending(store, { worker: 1, ids, now });
      expect(claims.filter(({ id }) => going.has(id)).map(({ address }) => address)).toEqual(['reader4@example.org']);
      expect(await mailingStatus(store, issue)).toMatchObject({ recipients: 4, counts: { sending: 1, cancelled: 3 } });
    });

    it('stops at a mailing that was paused or cancelled since the claim', async () => {
      const store = await fresh.store();
      await addReaders(store, 2);
      await approve(store);
      const ids = await claimIds(store, 1, 2);
      await pauseMailing(store, issue);
      expect(await markSending(store, { worker: 1, ids, now })).toEqual(new Set());
      expect(await mailingStatus(store, issue)).toMatchObject({ state: 'paused', counts: { queued: 2 } });
      await resumeMailing(store, issue, now);
      await cancelMailing(store, issue, now);
      expect(await markSending(store, { worker: 1, ids, now })).toEqual(new Set());
      expect(await mailingStatus(store, issue)).toMatchObject({ state: 'cancelled', counts: { cancelled: 2 } });
    });

    it('cannot be done twice for one row', async () => {
      const store = await fresh.store();
      await addReaders(store, 1);
      await approve(store);
      const ids = await claimIds(store, 1, 1);
      expect((await markSending(store, { worker: 1, ids, now })).size).toBe(1);
      expect((await markSending(store, { worker: 1, ids, now })).size).toBe(0);
      expect(await markSending(store, { worker: 1, ids: [], now })).toEqual(new Set());
    });

    it('waits for somebody who is just leaving, and then stops at them', async () => {
      const store = await fresh.store();
      const doors = await fresh.again(store);
      await addReaders(store, 1);
      await approve(store);
      const ids = await claimIds(store, 1, 1);
      const leaving = await doors.db.startTransaction().execute();
      await leaving.updateTable('subscribers').set({ state: 'unsubscribed' }).execute();
      let marked = false;
      const marking = markSending(store, { worker: 1, ids, now }).finally(() => {
        marked = true;
      });
      while (!marked && !(await isWaiting(store))) await new Promise(setImmediate);
      await leaving.commit().execute();
      expect(await marking).toEqual(new Set());
      expect(await mailingStatus(store, issue)).toMatchObject({ counts: { cancelled: 1 } });
    });

    it('and leaving many times at the same moment leaves every row in one state', async () => {
      const store = await fresh.store();
      const doors = await fresh.again(store);
      await addReaders(store, 40);
      await approve(store);
      const claims = await claimDeliveries(store, { worker: 1, limit: 40, now, leaseMs });
      const marked = await Promise.all(
        claims.flatMap(({ id, subscriberRef }) => [
          markSending(store, { worker: 1, ids: [id], now }),
          unsubscribe(doors, subscriberRef, now).then(() => new Set<number>()),
        ]),
      );
      const going = marked.reduce((sum, ids) => sum + ids.size, 0);
      expect(await mailingStatus(store, issue)).toMatchObject({ counts: { sending: going, cancelled: 40 - going } });
    });
  });

  describe('an outcome', () => {
    it('ends or defers the row, keeps 300 characters of the answer, and is counted', async () => {
      const store = await fresh.store();
      await addReaders(store, 5);
      const { id: mailing } = await approve(store);
      const ids = await claimIds(store, 1, 5);
      await markSending(store, { worker: 1, ids, now });
      await expectSum(store);
      const [a = 0, b = 0, c = 0, d = 0, e = 0] = ids;
      const written = await settleDeliveries(store, {
        worker: 1,
        now: later(5),
        outcomes: [
          { id: a, state: 'sent', answer: '250 2.0.0 Ok' },
          { id: b, state: 'deferred', answer: '451 4.7.1 Greylisted', nextAttempt: later(300_000) },
          { id: c, state: 'failed', answer: `550 5.1.1 ${'я'.repeat(500)}` },
          { id: d, state: 'uncertain', answer: 'connection lost after the final dot\0' },
        ],
      });
      expect(written).toBe(4);
      expect(await mailingStatus(store, issue)).toMatchObject({
        recipients: 5,
        counts: { sent: 1, deferred: 1, failed: 1, uncertain: 1, sending: 1 },
      });
      expect(await listDeliveries(store, { issue, state: 'failed' })).toEqual([
        expect.objectContaining({ id: c, attempts: 1, attemptedAt: now, answer: `550 5.1.1 ${'я'.repeat(290)}` }),
      ]);
      expect(await listDeliveries(store, { issue, state: 'uncertain' })).toEqual([
        expect.objectContaining({ id: d, answer: 'connection lost after the final dot' }),
      ]);
      expect(await claimIds(store, 2, 10, later(299_999))).toEqual([]);
      expect(await claimDeliveries(store, { worker: 2, limit: 10, now: later(300_000), leaseMs })).toMatchObject([
        { id: b, attempts: 1 },
      ]);
      expect(await finishMailingIfDone(store, mailing, now)).toBe(false);
      expect(e).toBeGreaterThan(0);
    });

    it('of a worker that does not hold the row changes nothing', async () => {
      const store = await fresh.store();
      await addReaders(store, 2);
      await approve(store);
      const [a = 0, b = 0] = await claimIds(store, 1, 2);
      await markSending(store, { worker: 1, ids: [a], now });
      const outcome = (id: number) => ({ id, state: 'sent' as const, answer: '250 Ok' });
      expect(await settleDeliveries(store, { worker: 2, outcomes: [outcome(a)], now })).toBe(0);
      expect(await settleDeliveries(store, { worker: 1, outcomes: [outcome(b)], now })).toBe(0);
      expect(await settleDeliveries(store, { worker: 1, outcomes: [], now })).toBe(0);
      expect(await mailingStatus(store, issue)).toMatchObject({ counts: { sent: 0, sending: 1, queued: 1 } });
    });

    it('of everybody ends the mailing, once', async () => {
      const store = await fresh.store();
      await addReaders(store, 2);
      const { id } = await approve(store);
      const ids = await claimIds(store, 1, 2);
      await markSending(store, { worker: 1, ids, now });
      const outcomes = ids.map(each => ({ id: each, state: 'sent' as const, answer: '250 Ok' }));
      expect(await finishMailingIfDone(store, id, now)).toBe(false);
      await settleDeliveries(store, { worker: 1, outcomes, now });
      expect(await finishMailingIfDone(store, id, later(9))).toBe(true);
      expect(await finishMailingIfDone(store, id, later(99))).toBe(true);
      expect(await getMailing(store, issue)).toMatchObject({ state: 'sent', finishedAt: later(9) });
    });
  });
});
