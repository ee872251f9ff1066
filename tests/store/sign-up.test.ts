import { describe, expect, it } from 'vitest';
import { addressIndex } from '#keys/address-index.ts';
import { forget } from '#store/forgetting.ts';
import { lastMailedVariant } from '#store/last-mailed.ts';
import type { Store } from '#store/open.ts';
import { hasOutboxMail, takeOutboxMail } from '#store/outbox.ts';
import { returnSubscriber } from '#store/return.ts';
import { signUp } from '#store/sign-up.ts';
import { confirmSignUp, expireSignUps, findSignUp, refuseSignUp } from '#store/sign-up-confirmation.ts';
import { addSubscriber, findByAddress, unsubscribe } from '#store/subscribers.ts';
import { suppress } from '#store/suppressions.ts';
import { later, now, onBothDatabases } from './both-databases.ts';
import { approve, newestLink, person } from './people.ts';

const day = 24 * 60 * 60 * 1000;
const reader = 'reader@example.org';
const wish = { address: reader, list: 'be', source: 'form', words: 'be-0123456789ab' };

async function refOf(store: Store, address = reader): Promise<Buffer> {
  return (await findByAddress(store, address))?.ref ?? Buffer.alloc(16);
}

async function kinds(store: Store): Promise<string[]> {
  const rows = await store.db.selectFrom('outbox').select('kind').orderBy('id').execute();
  return rows.map(({ kind }) => kind);
}

onBothDatabases(fresh => {
  describe('signing up', () => {
    it('makes a stranger pending and asks them; their yes makes them active, with the record of it', async () => {
      const store = await fresh.store();
      expect(await signUp(store, wish, now)).toBe(true);
      expect(await findByAddress(store, reader)).toMatchObject({ state: 'pending', list: 'be' });
      const ref = await refOf(store);
      expect(await findSignUp(store, await newestLink(store, ref), later(1))).toEqual({ list: 'be', isDone: false });
      expect(await confirmSignUp(store, await newestLink(store, ref), { now: later(2) })).toEqual({
        list: 'be',
        isDone: true,
      });
      expect(await findByAddress(store, reader)).toMatchObject({
        ...{ state: 'active', list: 'be', consent: { source: 'form', at: later(2), words: 'be-0123456789ab' } },
      });
      expect(await kinds(store)).toEqual(['confirm', 'welcome']);
      expect(await confirmSignUp(store, await newestLink(store, ref), { now: later(3) })).toEqual({
        list: 'be',
        isDone: true,
      });
      expect(await kinds(store)).toEqual(['confirm', 'welcome']);
    });

    it('writes one mail a day to an address, however often and in whatever spelling it is asked for', async () => {
      const store = await fresh.store();
      const spellings = [reader, 'READER@EXAMPLE.ORG', 'reader@example.org.', ' reader@EXAMPLE.org'];
      for (const [at, address] of spellings.entries())
        expect(await signUp(store, { ...wish, address }, later(at))).toBe(at === 0);
      expect(await signUp(store, wish, later(day - 1))).toBe(false);
      expect(await signUp(store, { ...wish, list: 'ru' }, later(day))).toBe(true);
      expect(await kinds(store)).toEqual(['confirm', 'confirm']);
      expect(await findSignUp(store, await newestLink(store, await refOf(store)), later(day))).toEqual({
        list: 'ru',
        isDone: false,
      });
    });

    it('changes nothing of a wish of which no mail went: what is confirmed is what the mail said', async () => {
      const store = await fresh.store();
      await signUp(store, wish, now);
      await signUp(store, { address: reader, list: 'ru', source: 'program', words: 'ru-ba9876543210' }, later(1));
      expect(await findSignUp(store, await newestLink(store, await refOf(store)), later(2))).toEqual({
        list: 'be',
        isDone: false,
      });
      await confirmSignUp(store, await newestLink(store, await refOf(store)), { now: later(3) });
      expect(await findByAddress(store, reader)).toMatchObject({
        ...{ list: 'be', consent: { source: 'form', at: later(3), words: 'be-0123456789ab' } },
      });
    });

    it('keeps each consent with its list, also where somebody comes back, and forgets them with their owner', async () => {
      const store = await fresh.store();
      await signUp(store, wish, now);
      const ref = await refOf(store);
      await confirmSignUp(store, await newestLink(store, ref), { now: later(1) });
      await unsubscribe(store, ref, later(2));
      await returnSubscriber(store, ref, { list: 'ru', now: later(3) });
      const consents = () =>
        store.db.selectFrom('consents').select(['at', 'source', 'list', 'words']).orderBy('at').execute();
      expect(await consents()).toEqual([
        { at: later(1).getTime(), source: 'form', list: 'be', words: 'be-0123456789ab' },
        { at: later(3).getTime(), source: 'link: return', list: 'ru', words: null },
      ]);
      await forget(store, ref, { keepHash: true, now: later(4) });
      expect(await consents()).toEqual([]);
    });

    it('writes three mails in thirty days to an address at most, and keeps no stranger of whom none may go', async () => {
      const store = await fresh.store();
      const asked: boolean[] = [];
      for (let at = 0; at < 30; at += 1) {
        asked.push(await signUp(store, wish, later(at * day)));
        await expireSignUps(store, later(at * day));
      }
      expect(asked.filter(Boolean)).toHaveLength(3);
      expect(await findByAddress(store, reader)).toBeUndefined();
      expect(await signUp(store, wish, later(30 * day))).toBe(true);
      expect(await store.db.selectFrom('asked_addresses').select(['mails']).execute()).toEqual([{ mails: 1 }]);
      await expireSignUps(store, later(61 * day));
      expect(await store.db.selectFrom('asked_addresses').selectAll().execute()).toEqual([]);
    });

    it('again does not make the seven days of a link longer, nor those of an address', async () => {
      const store = await fresh.store();
      await signUp(store, wish, now);
      const ref = await refOf(store);
      expect(await signUp(store, wish, later(6 * day))).toBe(true);
      expect(await findSignUp(store, await newestLink(store, ref), later(7 * day))).toBeUndefined();
      expect(await confirmSignUp(store, await newestLink(store, ref), { now: later(7 * day) })).toBeUndefined();
      // Before anybody has tidied up: another row, so that no link of before opens.
      expect(await signUp(store, wish, later(7 * day))).toBe(true);
      expect(await findSignUp(store, await newestLink(store, ref), later(7 * day))).toBeUndefined();
      expect(await findSignUp(store, await newestLink(store, await refOf(store)), later(7 * day))).toEqual({
        list: 'be',
        isDone: false,
      });
    });

    it('is refused by its owner: the address is forgotten, and nobody signs it up for thirty days', async () => {
      const store = await fresh.store();
      await signUp(store, wish, now);
      const ref = await refOf(store);
      expect(await refuseSignUp(store, await newestLink(store, ref), later(1))).toBe(true);
      expect(await refuseSignUp(store, await newestLink(store, ref), later(2))).toBe(true);
      expect(await findByAddress(store, reader)).toBeUndefined();
      expect(await kinds(store)).toEqual([]);
      await expireSignUps(store, later(29 * day));
      expect(await signUp(store, wish, later(29 * day))).toBe(false);
      expect(await findByAddress(store, reader)).toBeUndefined();
      await expireSignUps(store, later(31 * day));
      expect(await signUp(store, wish, later(31 * day))).toBe(true);
    });

    it.each(['unsubscribed', 'bounced', 'complained'] as const)(
      'is refused by somebody who %s before: they are forgotten too, and no import brings them back',
      async state => {
        const store = await fresh.store();
        await addSubscriber(store, person(reader, { state: 'active' }), now);
        await store.db.updateTable('subscribers').set({ state }).execute();
        expect(await signUp(store, wish, later(day))).toBe(true);
        expect(await refuseSignUp(store, await newestLink(store, await refOf(store)), later(day + 1))).toBe(true);
        expect(await findByAddress(store, reader)).toBeUndefined();
        expect(await store.db.selectFrom('consents').selectAll().execute()).toEqual([]);
        const { address_index: index } = await store.db
          .selectFrom('suppressions')
          .selectAll()
          .executeTakeFirstOrThrow();
        expect(index).toEqual(addressIndex(store.ring, reader));
        expect(await signUp(store, wish, later(29 * day))).toBe(false);
        expect(await signUp(store, wish, later(33 * day))).toBe(true);
      },
    );

    it('that was confirmed is not refused by the same link, and whoever left since refuses the next by its own', async () => {
      const store = await fresh.store();
      await signUp(store, wish, now);
      const ref = await refOf(store);
      await confirmSignUp(store, await newestLink(store, ref), { now: later(1) });
      expect(await refuseSignUp(store, await newestLink(store, ref), later(2))).toBe(false);
      expect(await findByAddress(store, reader)).toMatchObject({ state: 'active' });
      await unsubscribe(store, ref, later(3));
      await signUp(store, wish, later(day));
      expect(await refuseSignUp(store, await newestLink(store, ref), later(day + 1))).toBe(true);
      expect(await findByAddress(store, reader)).toBeUndefined();
      expect(await signUp(store, wish, later(3 * day))).toBe(false);
    });

    it('by many at the same moment writes one mail', async () => {
      const store = await fresh.store();
      const mailed = await Promise.all(Array.from({ length: 8 }, (_, at) => signUp(store, wish, later(at))));
      expect(mailed.filter(Boolean)).toHaveLength(1);
      expect(await kinds(store)).toEqual(['confirm']);
    });

    it('tells somebody who is subscribed, and changes nothing of theirs', async () => {
      const store = await fresh.store();
      await addSubscriber(store, person(reader, { list: 'ru', form: 'discreet' }), now);
      expect(await signUp(store, wish, now)).toBe(true);
      expect(await signUp(store, wish, later(1))).toBe(false);
      expect(await kinds(store)).toEqual(['known']);
      expect(await takeOutboxMail(store, later(2))).toMatchObject({ kind: 'known', list: 'ru', form: 'discreet' });
      expect(await findByAddress(store, reader)).toMatchObject({ state: 'active', list: 'ru', form: 'discreet' });
    });

    it.each(['unsubscribed', 'complained', 'suppressed'] as const)(
      'leaves a %s address as it is until its owner confirms',
      async before => {
        const store = await fresh.store();
        if (before !== 'suppressed') await addSubscriber(store, person(reader, { list: 'en' }), now);
        if (before === 'unsubscribed') await unsubscribe(store, await refOf(store), now);
        else await suppress(store, reader, before === 'complained' ? 'complained' : 'forgotten', now);
        await signUp(store, wish, later(1));
        const state = before === 'suppressed' ? 'pending' : before;
        expect(await findByAddress(store, reader)).toMatchObject({ state });
        const suppressions = () => store.db.selectFrom('suppressions').selectAll().execute();
        expect(await suppressions()).toHaveLength(before === 'unsubscribed' ? 0 : 1);

        await expireSignUps(store, later(8 * day));
        const expired = await findByAddress(store, reader);
        expect(expired?.state).toBe(before === 'suppressed' ? undefined : before);
        expect(await suppressions()).toHaveLength(before === 'unsubscribed' ? 0 : 1);

        await signUp(store, wish, later(9 * day));
        await confirmSignUp(store, await newestLink(store, await refOf(store)), { now: later(9 * day) });
        expect(await findByAddress(store, reader)).toMatchObject({ state: 'active', list: 'be' });
        expect(await suppressions()).toEqual([]);
      },
    );

    it('is confirmed for the list that the page named, though a stranger asked for another meanwhile', async () => {
      const store = await fresh.store();
      await signUp(store, wish, now);
      await signUp(store, { ...wish, list: 'ru' }, later(1));
      await confirmSignUp(store, await newestLink(store, await refOf(store)), { list: 'be', now: later(2) });
      expect(await findByAddress(store, reader)).toMatchObject({ list: 'be' });
    });

    it('is over after seven days, and the address with it', async () => {
      const store = await fresh.store();
      await signUp(store, wish, now);
      const ref = await refOf(store);
      expect(await expireSignUps(store, later(7 * day - 1))).toBe(0);
      expect(await findSignUp(store, await newestLink(store, ref), later(7 * day))).toBeUndefined();
      expect(await confirmSignUp(store, await newestLink(store, ref), { now: later(7 * day) })).toBeUndefined();
      expect(await expireSignUps(store, later(7 * day))).toBe(1);
      expect(await findByAddress(store, reader)).toBeUndefined();
      expect(await kinds(store)).toEqual([]);
    });

    it('leaves who left by an old confirmation where they are', async () => {
      const store = await fresh.store();
      await signUp(store, wish, now);
      const ref = await refOf(store);
      await confirmSignUp(store, await newestLink(store, ref), { now: later(1) });
      await unsubscribe(store, ref, later(2));
      expect(await confirmSignUp(store, await newestLink(store, ref), { now: later(3) })).toBeUndefined();
      expect(await findByAddress(store, reader)).toMatchObject({ state: 'unsubscribed' });
    });
  });

  describe('a mail of the outbox', () => {
    it('goes to nobody who confirmed, left or was forgotten meanwhile', async () => {
      const store = await fresh.store();
      await signUp(store, wish, now);
      const ref = await refOf(store);
      await confirmSignUp(store, await newestLink(store, ref), { now: later(1) });
      expect(await takeOutboxMail(store, later(2))).toMatchObject({ kind: 'welcome', list: 'be', address: reader });
      expect(await kinds(store)).toEqual(['welcome']);
      await signUp(store, { ...wish, address: 'other@example.org' }, later(3));
      await forget(store, await refOf(store, 'other@example.org'), { keepHash: false, now: later(4) });
      expect(await hasOutboxMail(store, later(5))).toBe(false);
    });

    it('brings the newest issue that went out to its list and form', async () => {
      const store = await fresh.store();
      await addSubscriber(store, person(reader, { list: 'be' }), now);
      expect(await lastMailedVariant(store, { list: 'be', form: 'normal' })).toBeUndefined();
      const { id } = await approve(store, ['be']);
      expect(await lastMailedVariant(store, { list: 'be', form: 'normal' })).toBeUndefined();
      await store.db.updateTable('mailings').set({ state: 'sent' }).where('id', '=', id).execute();
      expect(await lastMailedVariant(store, { list: 'be', form: 'normal' })).toBeDefined();
      expect(await lastMailedVariant(store, { list: 'be', form: 'discreet' })).toBeUndefined();
      expect(await lastMailedVariant(store, { list: 'ru', form: 'normal' })).toBeUndefined();
    });
  });
});
