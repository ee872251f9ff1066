import { describe, expect, it } from 'vitest';
import { claimDeliveries, markSending } from '#store/deliveries.ts';
import { forget } from '#store/forgetting.ts';
import { cancelMailing } from '#store/mailing-control.ts';
import type { Store } from '#store/open.ts';
import { type Outcome, settleDeliveries } from '#store/outcomes.ts';
import { mailingStatus } from '#store/status.ts';
import { retryUncertain } from '#store/uncertain-retry.ts';
import { later, now, onBothDatabases } from './both-databases.ts';
import { addReaders, approve, issue } from './people.ts';

const worker = 1;

onBothDatabases(fresh => {
  describe('what may have arrived and was sent once more', () => {
    it('may have arrived still when the relay puts it off and the mailing is cancelled', async () => {
      const { store, ids } = await retried();
      const [early = 0, late = 0] = ids;
      await settle(store, [putOff(early)]);
      await cancelMailing(store, issue, now);
      await settle(store, [putOff(late)]);
      expect(await mailingStatus(store, issue)).toMatchObject({ counts: { uncertain: 2, deferred: 0, cancelled: 0 } });
    });

    it('is left out of the next mailing, also when the relay refused it the second time', async () => {
      const { store, ids } = await retried();
      const [putOffNow = 0, refused = 0] = ids;
      await settle(store, [putOff(putOffNow), { id: refused, state: 'failed', answer: '550 No' }]);
      await cancelMailing(store, issue, now);
      expect(await mailingStatus(store, issue)).toMatchObject({ counts: { uncertain: 1, failed: 1 } });
      expect(await approve(store)).toMatchObject({ recipients: 0, excluded: { alreadyMailed: 2 } });
    });

    it('may have arrived still when its reader has left meanwhile', async () => {
      const { store, ids } = await retried();
      await settle(store, ids.map(putOff));
      await store.db.updateTable('subscribers').set({ state: 'unsubscribed' }).execute();
      const claims = await claimDeliveries(store, { worker, limit: 9, now: later(1), leaseMs: 60_000 });
      expect(await markSending(store, { worker, ids: claims.map(({ id }) => id), now: later(1) })).toEqual(new Set());
      expect(await mailingStatus(store, issue)).toMatchObject({ counts: { uncertain: 2, deferred: 0, cancelled: 0 } });
    });

    it('may have arrived still when its reader is forgotten', async () => {
      const { store, ids } = await retried();
      await settle(store, ids.map(putOff));
      for (const { ref } of await store.db.selectFrom('subscribers').select('ref').execute())
        await forget(store, ref, { keepHash: false, now });
      expect(await mailingStatus(store, issue)).toMatchObject({ counts: { uncertain: 2, deferred: 0, cancelled: 0 } });
    });
  });

  const putOff = (id: number): Outcome => ({ id, state: 'deferred', answer: '451 Later', nextAttempt: later(1) });

  async function settle(store: Store, outcomes: readonly Outcome[]): Promise<void> {
    expect(await settleDeliveries(store, { worker, outcomes, now })).toBe(outcomes.length);
  }

  /** Two deliveries on the wire whose first attempt ended nobody knows how. */
  async function retried(): Promise<{ store: Store; ids: readonly number[] }> {
    const store = await fresh.store();
    await addReaders(store, 2);
    await approve(store);
    const first = await onWire(store);
    await settle(
      store,
      first.map(id => ({ id, state: 'uncertain', answer: 'connection lost' })),
    );
    expect(await retryUncertain(store, issue, now)).toBe(2);
    return { store, ids: await onWire(store) };
  }

  async function onWire(store: Store): Promise<readonly number[]> {
    const ids = (await claimDeliveries(store, { worker, limit: 2, now, leaseMs: 60_000 })).map(({ id }) => id);
    expect(await markSending(store, { worker, ids, now })).toEqual(new Set(ids));
    return ids;
  }
});
