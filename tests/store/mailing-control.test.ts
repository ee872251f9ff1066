import { describe, expect, it } from 'vitest';
import { nextAvailable, nextClaimable } from '#store/agenda.ts';
import { beginMailing } from '#store/beginning.ts';
import { claimDeliveries, markSending } from '#store/deliveries.ts';
import { freezeMailing } from '#store/freeze.ts';
import { cancelMailing, finishMailingIfDone, pauseMailing, resumeMailing } from '#store/mailing-control.ts';
import { settleDeliveries } from '#store/outcomes.ts';
import { mailingStatus } from '#store/status.ts';
import { inTransaction } from '#store/transaction.ts';
import { retryUncertain } from '#store/uncertain-retry.ts';
import { later, now, onBothDatabases } from './both-databases.ts';
import { addReaders, approve, issue, variantFor } from './people.ts';

const leaseMs = 60_000;

onBothDatabases(fresh => {
  describe('a mailing', () => {
    it('that is cancelled half-way keeps what went and cancels the rest, however many', async () => {
      const store = await fresh.store();
      await addReaders(store, 4_300);
      await approve(store);
      const ids = (await claimDeliveries(store, { worker: 1, limit: 3, now, leaseMs })).map(({ id }) => id);
      const [sent = 0, onWire = 0] = ids;
      await markSending(store, { worker: 1, ids: [sent, onWire], now });
      await settleDeliveries(store, { worker: 1, outcomes: [{ id: sent, state: 'sent', answer: '250 Ok' }], now });
      await cancelMailing(store, issue, now);
      const counts = { sent: 1, sending: 1, cancelled: 4_298, queued: 0 };
      expect(await mailingStatus(store, issue)).toMatchObject({ state: 'cancelled', recipients: 4_300, counts });
      // What was on the wire ends as it ends.
      await settleDeliveries(store, { worker: 1, outcomes: [{ id: onWire, state: 'sent', answer: '250 Ok' }], now });
      await cancelMailing(store, issue, now);
      expect(await mailingStatus(store, issue)).toMatchObject({ counts: { sent: 2, cancelled: 4_298 } });
      await expect(resumeMailing(store, issue, now)).rejects.toMatchObject({ code: 'mailing-over' });
      await expect(pauseMailing(store, issue)).rejects.toMatchObject({ code: 'mailing-over' });
    });

    it('that was cancelled while something was on the wire cancels what the relay then puts off', async () => {
      const store = await fresh.store();
      await addReaders(store, 3);
      await approve(store);
      const ids = (await claimDeliveries(store, { worker: 1, limit: 3, now, leaseMs })).map(({ id }) => id);
      const [early = 0, late = 0, failed = 0] = ids;
      await markSending(store, { worker: 1, ids, now });
      const putOff = (id: number) => ({ id, state: 'deferred' as const, answer: '451 Later', nextAttempt: later(1) });
      await settleDeliveries(store, { worker: 1, outcomes: [putOff(early)], now });
      expect(await mailingStatus(store, issue)).toMatchObject({ counts: { deferred: 1, sending: 2 } });
      await cancelMailing(store, issue, now);
      const outcomes = [putOff(late), { id: failed, state: 'failed' as const, answer: '550 No' }];
      expect(await settleDeliveries(store, { worker: 1, outcomes, now })).toBe(2);
      const counts = { deferred: 0, sending: 0, cancelled: 2, failed: 1 };
      expect(await mailingStatus(store, issue)).toMatchObject({ counts });
      expect(await approve(store)).toMatchObject({ recipients: 3, excluded: {} });
    });

    it('that is being cancelled at the moment of the answer leaves nothing put off for ever', async () => {
      const store = await fresh.store();
      const other = await fresh.again(store);
      await addReaders(store, 1);
      const { id: mailing } = await approve(store);
      const ids = (await claimDeliveries(store, { worker: 1, limit: 1, now, leaseMs })).map(({ id }) => id);
      await markSending(store, { worker: 1, ids, now });
      const outcomes = ids.map(id => ({ id, state: 'deferred' as const, answer: '451', nextAttempt: later(1) }));
      const settled = await inTransaction(other, async transaction => {
        await transaction.updateTable('mailings').set({ state: 'cancelled' }).where('id', '=', mailing).execute();
        const settling = { written: settleDeliveries(store, { worker: 1, outcomes, now }), isOver: false };
        settling.written.finally(() => {
          settling.isOver = true;
        });
        // Until it waits, or is over: turns of both connections, each a round trip.
        for (let turn = 0; turn < 50 && !settling.isOver; turn += 1) {
          await transaction.selectFrom('mailings').select('id').execute();
          await new Promise(setImmediate);
        }
        return settling;
      });
      expect(await settled.written).toBe(1);
      expect(await mailingStatus(store, issue)).toMatchObject({ counts: { deferred: 0, cancelled: 1 } });
    });

    it('that is over can be neither paused nor cancelled; one that nobody gets is over at once', async () => {
      const store = await fresh.store();
      const { id } = await approve(store);
      expect(await finishMailingIfDone(store, id, now)).toBe(true);
      await expect(pauseMailing(store, issue)).rejects.toMatchObject({ code: 'mailing-over', kind: 'refused' });
      await expect(cancelMailing(store, issue, now)).rejects.toMatchObject({ code: 'mailing-over' });
      expect(await resumeMailing(store, issue, now)).toMatchObject({ state: 'sent' });
      expect(await retryUncertain(store, issue, now)).toBe(0);
      await expect(mailingStatus(store, '2024-01-01')).rejects.toMatchObject({ code: 'not-mailed' });
    });

    it('that was paused before its moment is scheduled again when it is resumed', async () => {
      const store = await fresh.store();
      await addReaders(store, 1);
      await freezeMailing(store, { issue, variants: [variantFor('en')], due: later(1_000), now });
      expect(await pauseMailing(store, issue)).toMatchObject({ state: 'paused' });
      expect(await claimDeliveries(store, { worker: 1, limit: 1, now: later(2_000), leaseMs })).toEqual([]);
      expect(await resumeMailing(store, issue, now)).toMatchObject({ state: 'scheduled' });
      expect(await pauseMailing(store, issue)).toMatchObject({ state: 'paused' });
      expect(await resumeMailing(store, issue, later(2_000))).toMatchObject({ state: 'sending' });
    });

    it('is on the agenda for the moment at which its next row may go', async () => {
      const store = await fresh.store();
      expect(await nextAvailable(store)).toBeUndefined();
      await addReaders(store, 2);
      const due = later(1_000);
      const { id } = await freezeMailing(store, { issue, variants: [variantFor('en')], due, now });
      expect(await nextAvailable(store)).toEqual(due);
      expect(await nextClaimable(store)).toBeUndefined();
      await beginMailing(store, id, due);
      expect(await nextClaimable(store)).toEqual(now);
      const ids = (await claimDeliveries(store, { worker: 1, limit: 9, now: due, leaseMs })).map(each => each.id);
      await markSending(store, { worker: 1, ids, now: due });
      expect(await nextAvailable(store, id)).toBeUndefined();
      const outcomes = ids.map((each, at) => ({
        ...{ id: each, state: 'deferred' as const, answer: '451 Later' },
        nextAttempt: later(60_000 * (at + 1)),
      }));
      await settleDeliveries(store, { worker: 1, outcomes, now: due });
      expect(await nextAvailable(store, id)).toEqual(later(60_000));
      expect(await nextAvailable(store, id + 1)).toBeUndefined();
      await pauseMailing(store, issue);
      expect(await nextAvailable(store)).toBeUndefined();
    });
  });
});
