import { describe, expect, it } from 'vitest';
import { createSharedPace } from '#delivery/shared-pace.ts';
import { readPaces } from '#store/paces.ts';
import { acquireSender } from '#store/sender-lock.ts';
import { addSubscribers } from '#store/subscriber-admission.ts';
import { startRelay } from '../smtp-relay.ts';
import { now, onBothDatabases } from '../store/both-databases.ts';
import { addReaders, approve, person } from '../store/people.ts';
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
  });
});
