import { describe, expect, it } from 'vitest';
import { systemClock } from '#delivery/clock.ts';
import { createSharedPace } from '#delivery/shared-pace.ts';
import { freezeMailing } from '#store/freeze.ts';
import { readPaces } from '#store/paces.ts';
import { acquireSender } from '#store/sender-lock.ts';
import { mailingStatus } from '#store/status.ts';
import { addSubscribers } from '#store/subscriber-admission.ts';
import { startRelay } from '../smtp-relay.ts';
import { now, onBothDatabases } from '../store/both-databases.ts';
import { addReaders, approve, person, variantFor } from '../store/people.ts';
import { run, testClock } from './run.ts';

/** A clock that stands until it is put forward. */
function handClock() {
  let moment = now.getTime();
  return {
    now: () => new Date(moment),
    wait: async () => {},
    forward: (ms: number) => {
      moment += ms;
    },
  };
}

const slowDown = '421 4.7.28 unusual rate of mail - gsmtp';

onBothDatabases(fresh => {
  describe('the pace', () => {
    it('of one provider is halved when it asks for patience, once for many answers, and comes back by tenths', async () => {
      const [store, clock] = [await fresh.store(), handClock()];
      const pace = createSharedPace({ store, rate: 0, providerRates: { google: 20 }, clock });
      for (let at = 0; at < 20; at += 1) pace.note('google', 'sent', '250 taken');
      clock.forward(1000);
      for (let at = 0; at < 9; at += 1) pace.note('google', 'deferred', slowDown);
      await pace.refresh();
      const [[scope, rate = 0] = []] = await readPaces(store);
      expect(scope).toBe('google');
      expect(rate).toBeLessThanOrEqual(10);
      clock.forward(1000);
      pace.note('google', 'deferred', slowDown);
      await pace.refresh();
      expect((await readPaces(store)).get('google')).toBe(rate);
      clock.forward(61_000);
      await pace.refresh();
      expect((await readPaces(store)).get('google')).toBeCloseTo(rate + 2);
      for (let minute = 0; minute < 10; minute += 1) {
        clock.forward(60_000);
        await pace.refresh();
      }
      expect(await readPaces(store)).toEqual(new Map());
    });

    it('that was slowed down is kept by whoever starts next, and by others at once', async () => {
      const [store, clock] = [await fresh.store(), handClock()];
      const parts = { store, rate: 0, providerRates: { google: 20 }, clock };
      const [one, other] = [createSharedPace(parts), createSharedPace(parts)];
      one.note('google', 'deferred', slowDown);
      await one.refresh();
      const after = createSharedPace(parts);
      for (const pace of [other, after]) {
        await pace.refresh();
        expect(pace.rowsOfMinute('google')).toBeLessThan(20 * 60);
        expect(pace.rowsOfMinute('yahoo')).toBe(Number.POSITIVE_INFINITY);
      }
    });

    it('is divided among the senders that live', async () => {
      const [store, clock] = [await fresh.store(), handClock()];
      const senders = fresh.kind === 'sqlite' ? 1 : 2;
      for (let pid = 1; pid <= senders; pid += 1) await acquireSender(store, { now, host: 'here', pid });
      const pace = createSharedPace({ store, rate: 0, providerRates: { google: 20 }, clock });
      await pace.refresh();
      expect(pace.rowsOfMinute('google')).toBe((20 * 60) / senders);
    });
  });

  describe('a mailing', () => {
    it('keeps nobody waiting behind a provider that is slow', async () => {
      const [relay, store, clock] = [await startRelay(), await fresh.store(), testClock()];
      const slow = Array.from({ length: 20 }, (_, at) => person(`reader${at}@gmail.com`, { list: 'en' }));
      await addSubscribers(store, slow, now);
      await addReaders(store, 20);
      await approve(store);
      await run(store, relay, { clock, settings: { providerRates: { google: 2 } } });
      await relay.stop();
      expect(relay.taken).toHaveLength(40);
      const last = relay.taken.findLastIndex(({ to }) => to[0]?.endsWith('@example.org') === true);
      expect(last).toBeLessThan(30);
      expect(clock.elapsed()).toBeGreaterThanOrEqual(9000);
    });

    it('slows down when the relay asks for it, and nobody is lost', async () => {
      const [relay, store] = [await startRelay(), await fresh.store()];
      await addReaders(store, 12);
      await approve(store);
      relay.script.rcpt = (_to, time) => (time === 1 ? '421 4.7.0 too many messages from your account' : undefined);
      await run(store, relay);
      await relay.stop();
      expect(relay.taken).toHaveLength(12);
      expect((await readPaces(store)).has('all')).toBe(true);
    });

    it.each(['421 4.7.0 try again later', '450 4.7.1 too many messages', '451 4.7.28 unusual rate of mail'])(
      'that a provider puts off with %s is slow to it alone, also in the next sender, and fast again after a quiet time',
      async answer => {
        const [relay, store, clock] = [await startRelay(), await fresh.store(), testClock()];
        const ofGoogle = Array.from({ length: 12 }, (_, at) => person(`reader${at}@gmail.com`));
        await addSubscribers(store, ofGoogle, now);
        const { id } = await approve(store);
        relay.script.rcpt = (to, time) => (time === 1 && to.startsWith('reader1') ? `${answer} - gsmtp` : undefined);
        await run(store, relay, { clock, mailing: id, patienceMs: 0, settings: { providerRates: { google: 100 } } });
        const [[scope, rate = 0] = []] = await readPaces(store);
        expect(scope).toBe('google');
        expect(rate).toBeLessThanOrEqual(50);
        delete relay.script.rcpt;

        /** How many milliseconds a sender that has just begun takes for a mailing to everybody, by the clock. */
        const taken = async (name: string): Promise<number> => {
          const { id: mailing } = await freezeMailing(store, { issue: name, variants: [variantFor('en')], now });
          const before = clock.elapsed();
          await run(store, relay, { clock, mailing, settings: { providerRates: { google: 100 } } });
          return clock.elapsed() - before;
        };
        // The first of twelve need not wait; a tenth a minute is given back on the way.
        expect(await taken('2024-04-22')).toBeGreaterThan((9 / (rate + 10)) * 1000);
        // An hour later.
        await clock.wait(3_600_000, new AbortController().signal);
        const pace = createSharedPace({ store, rate: 0, providerRates: { google: 100 }, clock });
        for (let minute = 0; minute < 12; minute += 1) {
          await clock.wait(60_000, new AbortController().signal);
          await pace.refresh();
        }
        expect(await readPaces(store)).toEqual(new Map());
        await taken('2024-04-29');
        await relay.stop();
        expect((await mailingStatus(store, '2024-04-29')).counts.sent).toBe(12);
      },
    );

    it('that two workers send keeps to one rate, of which each has its part', async ({ skip }) => {
      if (fresh.kind === 'sqlite') skip('there one sender works at a time');
      const [store, one, other] = [await fresh.store(), await startRelay(), await startRelay()];
      const second = await fresh.again(store);
      await addReaders(store, 180);
      await approve(store);
      const began = performance.now();
      const both = [
        run(store, one, { clock: systemClock, settings: { rate: 60 } }),
        run(second, other, { clock: systemClock, settings: { rate: 60 } }),
      ];
      await Promise.all(both);
      const seconds = (performance.now() - began) / 1000;
      await Promise.all([one.stop(), other.stop()]);
      // Three seconds at the rate that both have together, half of it if each had the whole.
      expect(seconds).toBeGreaterThan(2.3);
      const shares = [one, other].map(({ taken }) => taken.length);
      expect(shares.reduce((sum, count) => sum + count, 0)).toBe(180);
      expect(Math.min(...shares)).toBeGreaterThan(20);
    });
  });
});
