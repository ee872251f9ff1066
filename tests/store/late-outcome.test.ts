import { describe, expect, it } from 'vitest';
import { recoverDead } from '#store/dead-senders.ts';
import { claimDeliveries, markSending } from '#store/deliveries.ts';
import { finishMailingIfDone } from '#store/mailing-control.ts';
import { settleDeliveries } from '#store/outcomes.ts';
import { mailingStatus } from '#store/status.ts';
import { later, now, onBothDatabases } from './both-databases.ts';
import { addReaders, approve, issue } from './people.ts';

const [dead, living] = [77, 99];

onBothDatabases(fresh => {
  describe('what a sender has to say that was taken for dead', () => {
    it('is tried again where the relay put it off, though the mailing was called sent meanwhile', async () => {
      const store = await fresh.store();
      await addReaders(store, 3);
      const { id: mailing } = await approve(store);
      const ids = (await claimDeliveries(store, { worker: dead, limit: 9, now, leaseMs: 60_000 })).map(({ id }) => id);
      await markSending(store, { worker: dead, ids, now });
      expect(await recoverDead(store, { id: living }, later(1000))).toBe(3);
      expect(await finishMailingIfDone(store, mailing, later(2000))).toBe(true);
      const [putOff = 0, ...others] = ids;
      const outcomes = [
        { id: putOff, state: 'deferred' as const, answer: '451 Later', nextAttempt: later(60_000) },
        ...others.map(id => ({ id, state: 'sent' as const, answer: '250 Ok' })),
      ];
      expect(await settleDeliveries(store, { worker: dead, outcomes, now: later(3000) })).toBe(3);
      expect(await mailingStatus(store, issue)).toMatchObject({ state: 'sending', counts: { sent: 2, deferred: 1 } });
      expect(await finishMailingIfDone(store, mailing, later(4000))).toBe(false);
      const again = await claimDeliveries(store, { worker: living, limit: 9, now: later(60_000), leaseMs: 60_000 });
      expect(again.map(({ id }) => id)).toEqual([putOff]);
    });

    it('is not told as the answer of an attempt before the one that it died of', async () => {
      const store = await fresh.store();
      await addReaders(store, 1);
      await approve(store);
      const [id = 0] = (await claimDeliveries(store, { worker: dead, limit: 1, now, leaseMs: 60_000 })).map(c => c.id);
      await markSending(store, { worker: dead, ids: [id], now });
      const putOff = { id, state: 'deferred' as const, answer: '451 Later', nextAttempt: later(60_000) };
      await settleDeliveries(store, { worker: dead, outcomes: [putOff], now: later(1000) });
      await claimDeliveries(store, { worker: dead, limit: 1, now: later(60_000), leaseMs: 60_000 });
      await markSending(store, { worker: dead, ids: [id], now: later(60_000) });
      await recoverDead(store, { id: living }, later(61_000));
      const row = await store.db.selectFrom('deliveries').select(['state', 'answer']).executeTakeFirst();
      expect(row).toEqual({ state: 'uncertain', answer: 'the sender ended before the relay answered' });
    });
  });
});
