import { describe, expect, it } from 'vitest';
import { claimDeliveries, markSending } from '#store/deliveries.ts';
import { finishMailingIfDone, pauseMailing } from '#store/mailing-control.ts';
import { noticeRecipients } from '#store/notice.ts';
import type { Store } from '#store/open.ts';
import { settleDeliveries } from '#store/outcomes.ts';
import { tellHowItWent } from '#store/telling.ts';
import { closeTrouble, dropMootTroubles, knownTroubles, openTrouble } from '#store/troubles.ts';
import { retryUncertain } from '#store/uncertain-retry.ts';
import { later, now, onBothDatabases } from './both-databases.ts';
import { addReaders, approve, issue } from './people.ts';

const leaseMs = 60_000;

async function attempt(store: Store, state: 'sent' | 'uncertain' | 'deferred', count: number): Promise<void> {
  const claims = await claimDeliveries(store, { worker: 1, limit: count, now: later(1000), leaseMs });
  const ids = claims.map(({ id }) => id);
  await markSending(store, { worker: 1, ids, now });
  const outcomes = ids.map(id =>
    state === 'deferred' ? { id, state, answer: '451 later', nextAttempt: later(500) } : { id, state, answer: '' },
  );
  await settleDeliveries(store, { worker: 1, outcomes, now });
}

onBothDatabases(fresh => {
  const told = async (store: Store) =>
    (await store.db.selectFrom('outbox').select(['kind', 'facts']).orderBy('id').execute()).map(({ facts }) =>
      JSON.parse(facts ?? ''),
    );

  describe('how a mailing went', () => {
    it('is told when everybody was tried, when nobody waits, and anew after a person sent some again', async () => {
      const store = await fresh.store();
      const to = noticeRecipients(store, ['one@example.org', 'two@example.org']);
      await addReaders(store, 4, ['en', 'be']);
      const { id } = await approve(store, ['en', 'be']);
      expect(await tellHowItWent(store, to, now)).toEqual([]);
      await attempt(store, 'sent', 3);
      expect(await tellHowItWent(store, to, now)).toEqual([]);
      await attempt(store, 'deferred', 1);
      expect(await tellHowItWent(store, to, now)).toMatchObject([{ about: 'first', counts: { sent: 3, deferred: 1 } }]);
      expect(await tellHowItWent(store, to, now)).toEqual([]);
      await attempt(store, 'uncertain', 1);
      await finishMailingIfDone(store, id, later(1));
      expect(await tellHowItWent(store, to, now)).toMatchObject([{ about: 'last', counts: { uncertain: 1 } }]);
      expect(await tellHowItWent(store, to, now)).toEqual([]);
      await retryUncertain(store, issue, now);
      await attempt(store, 'sent', 1);
      await finishMailingIfDone(store, id, later(2));
      expect(await tellHowItWent(store, to, now)).toMatchObject([{ about: 'last', counts: { sent: 4 } }]);
      expect(await tellHowItWent(store, to, now)).toEqual([]);
      const notices = await told(store);
      expect(notices.map(({ about }) => about)).toEqual(['first', 'first', 'last', 'last', 'last', 'last']);
      expect(Object.keys(notices[0].byList).toSorted()).toEqual(['be', 'en']);
    });

    it('is told once by two who look at the same time', async () => {
      const [store, to] = [await fresh.store(), [Buffer.alloc(32, 1)]];
      const other = await fresh.again(store);
      await addReaders(store, 1);
      const { id } = await approve(store);
      await attempt(store, 'sent', 1);
      await finishMailingIfDone(store, id, now);
      const both = await Promise.all([tellHowItWent(store, to, now), tellHowItWent(other, to, now)]);
      expect(both.flat()).toHaveLength(1);
      expect(await told(store)).toHaveLength(1);
    });
  });

  describe('a trouble', () => {
    it('is told when it begins and when it is over, each once, and not at all once it is nobody’s', async () => {
      const [store, to] = [await fresh.store(), [Buffer.alloc(32, 1)]];
      await addReaders(store, 1);
      const { id } = await approve(store);
      const trouble = { mailing: id, kind: 'worker', to, now } as const;
      const begun = { ...trouble, facts: { about: 'worker', issue } } as const;
      const over = { ...trouble, facts: { about: 'worker-over', issue } } as const;
      expect(await closeTrouble(store, over)).toBe(false);
      expect([await openTrouble(store, begun), await openTrouble(store, begun)]).toEqual([true, false]);
      expect([await closeTrouble(store, over), await closeTrouble(store, over)]).toEqual([true, false]);
      expect((await told(store)).map(({ about }) => about)).toEqual(['worker', 'worker-over']);
      await openTrouble(store, begun);
      await pauseMailing(store, issue);
      await dropMootTroubles(store, now);
      expect(await knownTroubles(store)).toEqual([]);
    });

    it('that comes and goes is told of as one pair an hour, and its end only once it has stayed', async () => {
      const [store, to] = [await fresh.store(), [Buffer.alloc(32, 1)]];
      await addReaders(store, 1);
      const { id } = await approve(store);
      const minute = 60_000;
      const at = (minutes: number) => ({ mailing: id, kind: 'relay', to, now: later(minutes * minute) }) as const;
      const begins = (minutes: number) =>
        openTrouble(store, { ...at(minutes), facts: { about: 'relay', issue, words: 'gone' } });
      const ends = (minutes: number) =>
        closeTrouble(store, { ...at(minutes), facts: { about: 'relay-over', issue } }, 10 * minute);
      expect(await begins(0)).toBe(true);
      // Five minutes well, then away again: that was no end.
      expect([await ends(1), await ends(6), await begins(7), await ends(8), await ends(17)]).toEqual(
        Array(5).fill(false),
      );
      expect(await ends(18)).toBe(true);
      expect([await ends(19), await begins(20), await begins(59)]).toEqual([false, false, false]);
      expect(await knownTroubles(store)).toEqual([
        {
          mailing: id,
          issue,
          kind: 'relay',
          since: later(20 * minute),
          isOver: false,
          facts: { about: 'relay', issue, words: 'gone' },
        },
      ]);
      // It has lasted, and the hour is over.
      expect([await begins(60), await begins(61)]).toEqual([true, false]);
      expect([await ends(62), await ends(72)]).toEqual([false, true]);
      expect((await told(store)).map(({ about }) => about)).toEqual(['relay', 'relay-over', 'relay', 'relay-over']);
      await dropMootTroubles(store, later(90 * minute));
      expect(await store.db.selectFrom('troubles').selectAll().execute()).toHaveLength(1);
      await dropMootTroubles(store, later(132 * minute));
      expect(await store.db.selectFrom('troubles').selectAll().execute()).toEqual([]);
    });

    it('is told at once, however the clock was set back meanwhile', async () => {
      const [store, to] = [await fresh.store(), [Buffer.alloc(32, 1)]];
      await addReaders(store, 1);
      const { id } = await approve(store);
      const facts = { about: 'worker', issue } as const;
      const trouble = { mailing: id, kind: 'worker', to, facts } as const;
      expect(await openTrouble(store, { ...trouble, now: later(86_400_000) })).toBe(true);
      await closeTrouble(store, { ...trouble, now: later(86_400_000) });
      expect(await openTrouble(store, { ...trouble, now })).toBe(true);
    });
  });
});
