import { describe, expect, it } from 'vitest';
import { addressIndex } from '#keys/address-index.ts';
import { audience } from '#store/audience.ts';
import { beginMailing } from '#store/beginning.ts';
import { claimDeliveries, markSending } from '#store/deliveries.ts';
import { freezeMailing } from '#store/freeze.ts';
import { cancelMailing } from '#store/mailing-control.ts';
import { dueMailings, findMailing, getMailing, getVariant, listMailings, listVariants } from '#store/mailings.ts';
import { settleDeliveries } from '#store/outcomes.ts';
import { acquireSender } from '#store/sender-lock.ts';
import { mailingStatus } from '#store/status.ts';
import { addSubscribers } from '#store/subscriber-admission.ts';
import { findByAddress, moveSubscriber } from '#store/subscribers.ts';
import { addSuppression, suppress } from '#store/suppressions.ts';
import { later, now, onBothDatabases } from './both-databases.ts';
import { addReaders, approve, issue, person, variantFor } from './people.ts';

onBothDatabases(fresh => {
  describe('approving an issue', () => {
    it('writes one delivery for everybody active whose group has a variant, and says why others are left out', async () => {
      const store = await fresh.store();
      await addReaders(store, 6, ['en', 'be']);
      await addSubscribers(
        store,
        [
          person('waiting@example.org', { state: 'pending' }),
          person('gone@example.org', { state: 'unsubscribed' }),
          person('plain@example.org', { form: 'plain' }),
          person('discreet@example.org', { form: 'discreet' }),
          person('hashed@example.org'),
          person('complained@example.org'),
        ],
        now,
      );
      await addSuppression(store.db, addressIndex(store.ring, 'hashed@example.org'), 'operator', now);
      await suppress(store, 'complained@example.org', 'complained', now);
      expect(await audience(store, now)).toEqual({
        groups: [
          { list: 'be', form: 'normal', count: 3 },
          { list: 'en', form: 'discreet', count: 1 },
          { list: 'en', form: 'normal', count: 3 },
          { list: 'en', form: 'plain', count: 1 },
        ],
        recipients: 8,
        excluded: { pending: 1, unsubscribed: 1, complained: 1, suppressed: 1 },
      });
      const variants = [variantFor('en'), variantFor('be'), variantFor('en', { form: 'plain' })];
      const mailing = await freezeMailing(store, { issue, variants, now });
      const excluded = { pending: 1, unsubscribed: 1, complained: 1, suppressed: 1, noVariant: 1 };
      expect(mailing).toMatchObject({ issue, state: 'approved', recipients: 7, excluded });
      expect(await mailingStatus(store, issue)).toMatchObject({
        state: 'approved',
        recipients: 7,
        excluded,
        counts: { queued: 7 },
        byList: { be: { queued: 3 }, en: { queued: 4 } },
      });
      const bytes = await store.db.selectFrom('deliveries').select('bytes').execute();
      expect(new Set(bytes.map(row => row.bytes.toString('hex'))).size).toBe(7);
      expect(bytes.every(row => row.bytes.length === 16)).toBe(true);
    });

    it('keeps each variant as it was approved', async () => {
      const store = await fresh.store();
      await addReaders(store, 1, ['be']);
      const picture = { cid: 'cover@example.org', name: 'cover.jpg', mediaType: 'image/jpeg', base64: 'AAEC' };
      const { html, ...plain } = variantFor('be', { form: 'plain', subject: 'Тыдзень' });
      const variants = [variantFor('be', { pictures: [picture] }), plain];
      const { id } = await freezeMailing(store, { issue, variants, now });
      expect(html).toBeDefined();
      expect(await listVariants(store, id)).toEqual(variants);
      const sender = await acquireSender(store, { now, host: 'test', pid: 1 });
      const [claim] = await claimDeliveries(store, { worker: sender.id, limit: 1, now, leaseMs: 1000 });
      expect(await getVariant(store, claim?.variant ?? 0)).toEqual(variants[0]);
      await sender.release(now);
    });

    it('is refused the second time, and when nothing of it can be found', async () => {
      const store = await fresh.store();
      await addReaders(store, 1);
      await expect(getMailing(store, issue)).rejects.toMatchObject({ code: 'not-mailed' });
      await approve(store);
      await expect(approve(store)).rejects.toMatchObject({ code: 'already-mailed', kind: 'refused' });
      expect(await listMailings(store)).toHaveLength(1);
    });

    it('by two people at the same moment makes one mailing', async () => {
      const store = await fresh.store();
      const other = await fresh.again(store);
      await addReaders(store, 50);
      const results = await Promise.allSettled([approve(store), approve(other), approve(store), approve(other)]);
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const result of results) {
        if (result.status === 'rejected') {
          expect(['already-mailed', 'freeze-interrupted']).toContain(result.reason.code);
        }
      }
      expect(await mailingStatus(store, issue)).toMatchObject({ recipients: 50, counts: { queued: 50 } });
      const rows = await store.db.selectFrom('deliveries').select('mailing_id').distinct().execute();
      expect(rows).toHaveLength(1);
    });

    it('that was interrupted half-way is seen by nobody and cleared away by the next', async () => {
      const store = await fresh.store();
      await addReaders(store, 3);
      const half = {
        issue,
        state: 'freezing',
        recipients: 0,
        excluded: '{}',
        due_at: 0,
        created_at: 0,
        finished_at: null,
      };
      const { id } = await store.db
        .insertInto('mailings')
        .values({ ...half, state: 'freezing' })
        .returning('id')
        .executeTakeFirstOrThrow();
      const left = await store.db
        .insertInto('variants')
        .values({ mailing_id: id, list: 'en', form: 'normal', frozen: '{}' })
        .returning('id')
        .executeTakeFirstOrThrow();
      const subscriber = await store.db.selectFrom('subscribers').select('id').executeTakeFirstOrThrow();
      await store.db
        .insertInto('deliveries')
        .values({
          mailing_id: id,
          variant_id: left.id,
          bytes: Buffer.alloc(16),
          subscriber_id: subscriber.id,
          list: 'en',
          provider: 'other',
          state: 'queued',
          worker: null,
          available_at: 0,
          attempts: 0,
          attempted_at: null,
          answer: null,
          changed_at: 0,
        })
        .execute();
      expect(await findMailing(store, issue)).toBeUndefined();
      expect(await claimDeliveries(store, { worker: 1, limit: 9, now, leaseMs: 1 })).toEqual([]);
      await approve(store);
      expect(await mailingStatus(store, issue)).toMatchObject({ recipients: 3, counts: { queued: 3 } });
      const { count } = await store.db
        .selectFrom('deliveries')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      expect(count).toBe(3);
    });

    it('again after a cancellation leaves out whoever got it', async () => {
      const store = await fresh.store();
      await addReaders(store, 5);
      await approve(store);
      const sender = await acquireSender(store, { now, host: 'test', pid: 1 });
      const claims = await claimDeliveries(store, { worker: sender.id, limit: 2, now, leaseMs: 1000 });
      const ids = claims.map(claim => claim.id);
      await markSending(store, { worker: sender.id, ids, now });
      const outcomes = ids.map(id => ({ id, state: 'sent' as const, answer: '250 2.0.0 Ok' }));
      await settleDeliveries(store, { worker: sender.id, outcomes, now });
      await cancelMailing(store, issue, now);
      const again = await approve(store);
      expect(again).toMatchObject({ state: 'approved', recipients: 3, excluded: { alreadyMailed: 2 } });
      await sender.release(now);
    });

    it('again is refused while the cancelled mailing still has something on the wire', async () => {
      const store = await fresh.store();
      await addReaders(store, 3);
      await approve(store);
      const sender = await acquireSender(store, { now, host: 'test', pid: 1 });
      const claims = await claimDeliveries(store, { worker: sender.id, limit: 2, now, leaseMs: 1000 });
      const [onWire = 0, sent = 0] = claims.map(claim => claim.id);
      await markSending(store, { worker: sender.id, ids: [onWire, sent], now });
      await cancelMailing(store, issue, now);
      await settleDeliveries(store, { worker: sender.id, outcomes: [{ id: sent, state: 'sent', answer: '250' }], now });
      await expect(approve(store)).rejects.toMatchObject({
        code: 'still-on-the-wire',
        kind: 'refused',
        message: expect.stringContaining('without an answer: 1.'),
        hint: expect.stringContaining(`npx vesnik status ${issue}`),
      });
      expect(await listMailings(store)).toHaveLength(1);
      const outcomes = [{ id: onWire, state: 'deferred' as const, answer: '451 Later', nextAttempt: later(1) }];
      await settleDeliveries(store, { worker: sender.id, outcomes, now });
      expect(await approve(store)).toMatchObject({ recipients: 2, excluded: { alreadyMailed: 1 } });
      await sender.release(now);
    });

    it('for later claims nothing before its moment', async () => {
      const store = await fresh.store();
      await addReaders(store, 1);
      const due = later(3_600_000);
      const mailing = await freezeMailing(store, { issue, variants: [variantFor('en')], due, now });
      expect(mailing).toMatchObject({ state: 'scheduled', dueAt: due });
      expect(await dueMailings(store, now)).toEqual([]);
      expect(await claimDeliveries(store, { worker: 1, limit: 1, now, leaseMs: 1 })).toEqual([]);
      expect((await dueMailings(store, due)).map(({ id }) => id)).toEqual([mailing.id]);
      expect(await beginMailing(store, mailing.id, now)).toBe(false);
      expect(await claimDeliveries(store, { worker: 1, limit: 1, now: due, leaseMs: 1 })).toEqual([]);
      expect(await beginMailing(store, mailing.id, due)).toBe(true);
      expect(await claimDeliveries(store, { worker: 1, limit: 1, now: due, leaseMs: 1 })).toHaveLength(1);
      expect(await findMailing(store, issue)).toMatchObject({ state: 'sending' });
    });

    it('does not change when a subscriber moves to another list afterwards', async () => {
      const store = await fresh.store();
      await addReaders(store, 1, ['be']);
      await approve(store, ['be', 'en']);
      const reader = await findByAddress(store, 'reader1@example.org');
      await moveSubscriber(store, reader?.ref ?? Buffer.alloc(16), { list: 'en', now: later(1) });
      expect(await mailingStatus(store, issue)).toMatchObject({ byList: { be: { queued: 1 } } });
    });

    it('reaches lists larger than one batch', async () => {
      const store = await fresh.store();
      await addReaders(store, 4_500, ['en', 'be', 'ru']);
      const mailing = await approve(store, ['en', 'be']);
      expect(mailing).toMatchObject({ recipients: 3_000, excluded: { noVariant: 1_500 } });
      expect(await mailingStatus(store, issue)).toMatchObject({ counts: { queued: 3_000 } });
    });
  });
});
