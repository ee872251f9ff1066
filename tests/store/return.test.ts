import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { addressIndex } from '#keys/address-index.ts';
import { personalData } from '#store/personal-data.ts';
import { returnSubscriber } from '#store/return.ts';
import { confirmSignUp } from '#store/sign-up-confirmation.ts';
import { addSubscriber, findByAddress, findByRef, unsubscribe } from '#store/subscribers.ts';
import { addSuppression, suppress } from '#store/suppressions.ts';
import { later, now, onBothDatabases } from './both-databases.ts';
import { newestLink, person } from './people.ts';

const minute = 60 * 1000;

onBothDatabases(fresh => {
  describe('the way back by a personal link', () => {
    it('makes whoever left active again, on another list and in another form where that is wanted', async () => {
      const store = await fresh.store();
      await addSubscriber(store, person('reader@example.org'), now);
      const ref = (await findByAddress(store, 'reader@example.org'))?.ref ?? randomBytes(16);
      await unsubscribe(store, ref, later(1));
      expect(await returnSubscriber(store, ref, { now: later(2) })).toBe('active');
      expect(await findByRef(store, ref)).toMatchObject({
        state: 'active',
        list: 'en',
        form: 'normal',
        consent: { source: 'link: return', at: later(2) },
      });
      await unsubscribe(store, ref, later(3));
      expect(await returnSubscriber(store, ref, { list: 'be', form: 'plain', now: later(4) })).toBe('active');
      expect(await findByRef(store, ref)).toMatchObject({ state: 'active', list: 'be', form: 'plain' });
      expect(await returnSubscriber(store, ref, { list: 'ru', form: 'normal', now: later(5) })).toBe('active');
      expect(await findByRef(store, ref)).toMatchObject({ list: 'be', form: 'plain', consent: { at: later(4) } });
    });

    it('after half an hour leads through a mail, for an old mail may be in other hands; their yes keeps the first consent, too', async () => {
      const store = await fresh.store();
      await addSubscriber(store, person('reader@example.org', { form: 'discreet' }), now);
      const ref = (await findByAddress(store, 'reader@example.org'))?.ref ?? randomBytes(16);
      const first = (await findByRef(store, ref))?.consent;
      await unsubscribe(store, ref, later(1));
      const late = later(30 * minute + 2);
      expect(await returnSubscriber(store, ref, { list: 'be', form: 'normal', now: late })).toBe('mailed');
      expect(await returnSubscriber(store, ref, { list: 'ru', now: late })).toBe('asked');
      expect(await findByRef(store, ref)).toMatchObject({ state: 'unsubscribed', list: 'en', form: 'discreet' });
      expect(await store.db.selectFrom('outbox').select(['kind', 'list']).execute()).toEqual([
        { kind: 'confirm', list: 'be' },
      ]);
      const yes = later(31 * minute);
      expect(await confirmSignUp(store, await newestLink(store, ref), { now: yes })).toEqual({
        list: 'be',
        isDone: true,
      });
      expect(await findByRef(store, ref)).toMatchObject({
        ...{ state: 'active', list: 'be', form: 'discreet', consent: { source: 'link: return', at: yes } },
      });
      expect((await personalData(store, ref))?.consents).toEqual([
        { at: first?.at.toISOString(), source: first?.source, list: null, words: null },
        { at: yes.toISOString(), source: 'link: return', list: 'be', words: null },
      ]);
    });

    it('is closed to who complained, is suppressed, is pending or unknown', async () => {
      const store = await fresh.store();
      await addSubscriber(store, person('complained@example.org'), now);
      await suppress(store, 'complained@example.org', 'complained', now);
      await addSubscriber(store, person('suppressed@example.org', { state: 'unsubscribed' }), now);
      await addSuppression(store.db, addressIndex(store.ring, 'suppressed@example.org'), 'operator', now);
      await addSubscriber(store, person('pending@example.org', { state: 'pending' }), now);
      for (const [address, state] of [
        ['complained@example.org', 'complained'],
        ['suppressed@example.org', 'unsubscribed'],
        ['pending@example.org', 'pending'],
      ] as const) {
        const ref = (await findByAddress(store, address))?.ref ?? randomBytes(16);
        expect(await returnSubscriber(store, ref, { now })).toBe('refused');
        expect(await findByRef(store, ref)).toMatchObject({ state });
      }
      expect(await returnSubscriber(store, randomBytes(16), { now })).toBe('refused');
    });
  });
});
