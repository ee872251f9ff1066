import { expect, it } from 'vitest';
import { type BounceNote, noteBounce, noteComplaint } from '#store/bounce-notes.ts';
import { bouncedDelivery } from '#store/bounces.ts';
import { countOldDeliveries } from '#store/delivery-counts.ts';
import { forget } from '#store/forgetting.ts';
import { freezeMailing } from '#store/freeze.ts';
import type { Store } from '#store/open.ts';
import { mailingStatus } from '#store/status.ts';
import { findByAddress, unsubscribe } from '#store/subscribers.ts';
import { later, now, onBothDatabases } from './both-databases.ts';
import { addReaders, approve, issue, variantFor } from './people.ts';

const reader = 'reader1@example.org';
const weekMs = 7 * 24 * 60 * 60 * 1000;

/** A mailing of that week, all of it sent; the id of the first reader's delivery. */
async function mailed(store: Store, week = 0): Promise<{ readonly id: number; readonly bytes: Buffer }> {
  const at = later(week * weekMs);
  const { id } = await freezeMailing(store, { issue: `2024-week-${week}`, variants: [variantFor('en')], now: at });
  const moment = at.getTime();
  await store.db
    .updateTable('deliveries')
    .set({ state: 'sent', attempted_at: moment, changed_at: moment })
    .where('mailing_id', '=', id)
    .execute();
  await store.db.updateTable('mailings').set({ state: 'sent', finished_at: moment }).where('id', '=', id).execute();
  return store.db
    .selectFrom('deliveries')
    .select(['id', 'bytes'])
    .where('mailing_id', '=', id)
    .orderBy('id')
    .limit(1)
    .executeTakeFirstOrThrow();
}

async function opened(fresh: { store(): Promise<Store> }): Promise<Store> {
  const store = await fresh.store();
  await addReaders(store, 2);
  return store;
}

const note = (delivery: { readonly id: number }, more: Partial<BounceNote> = {}): BounceNote => ({
  ...{ delivery, verdict: 'remove', reason: 'unknown-user', words: '550 5.1.1 [hidden]', now: later(1000), ...more },
});
const full = { verdict: 'strike', reason: 'full' } as const;
const stateOf = async (store: Store) => (await findByAddress(store, reader))?.state;
const suppressions = (store: Store) => store.db.selectFrom('suppressions').select('reason').execute();

onBothDatabases(fresh => {
  it('an unknown user is removed and suppressed at once, the delivery says why, and the same again changes nothing', async () => {
    const store = await opened(fresh);
    const delivery = await mailed(store);
    expect(await bouncedDelivery(store, { bytes: delivery.bytes })).toMatchObject({
      list: 'en',
      reader: { address: reader },
    });
    expect(await noteBounce(store, note(delivery))).toBe('removed');
    expect([await stateOf(store), await suppressions(store)]).toEqual(['bounced', [{ reason: 'bounced' }]]);
    expect(await noteBounce(store, note(delivery, { now: later(5000) }))).toBe('known');
    const row = await store.db.selectFrom('deliveries').selectAll().where('id', '=', delivery.id).executeTakeFirst();
    expect(row).toMatchObject({
      ...{ state: 'sent', bounce_verdict: 'remove', bounce_reason: 'unknown-user' },
      ...{ bounce_words: '550 5.1.1 [hidden]', bounced_at: later(1000).getTime() },
    });
    expect((await findByAddress(store, 'reader2@example.org'))?.state).toBe('active');
  });

  it('what says something about us never touches a reader, and a stronger report still does', async () => {
    const store = await opened(fresh);
    const delivery = await mailed(store);
    expect(await noteBounce(store, note(delivery, { verdict: 'ours', reason: 'policy' }))).toBe('ours');
    expect([await stateOf(store), await suppressions(store)]).toEqual(['active', []]);
    expect(await noteBounce(store, note(delivery, { verdict: 'complaint', reason: 'complaint' }))).toBe('complained');
    expect([await stateOf(store), await suppressions(store)]).toEqual(['complained', [{ reason: 'complained' }]]);
    expect(await noteBounce(store, note(delivery))).toBe('known');
    expect(await stateOf(store)).toBe('complained');
  });

  it('a full box is given up when mails have come back for three weeks, not before', async () => {
    const store = await opened(fresh);
    for (const week of [0, 1, 2]) {
      expect(await noteBounce(store, note(await mailed(store, week), full))).toBe('struck');
      expect(await stateOf(store)).toBe('active');
    }
    expect(await noteBounce(store, note(await mailed(store, 3), full))).toBe('removed');
    expect(await stateOf(store)).toBe('bounced');
  });

  it('one mail in between that stayed away begins the count anew; one that comes back late closes the gap', async () => {
    const store = await opened(fresh);
    const weeks = [];
    for (const week of [0, 1, 2, 3, 4]) weeks.push(await mailed(store, week));
    const [first, second, third, fourth, fifth] = weeks;
    if (!first || !second || !third || !fourth || !fifth) throw new Error('five weeks are wanted');
    for (const week of [first, second, fourth, fifth])
      expect(await noteBounce(store, note(week, { ...full, now: later(5 * weekMs) }))).toBe('struck');
    expect(await stateOf(store)).toBe('active');
    expect(await noteBounce(store, note(third, { ...full, now: later(5 * weekMs) }))).toBe('removed');
  });

  it('three that come back on one day are not three weeks, and a refusal of ours in between is no success', async () => {
    const store = await opened(fresh);
    for (const day of [0, 0.1, 0.2])
      expect(await noteBounce(store, note(await mailed(store, day), full))).toBe('struck');
    await noteBounce(store, note(await mailed(store, 1), { verdict: 'ours', reason: 'content' }));
    expect(await noteBounce(store, note(await mailed(store, 3.3), full))).toBe('removed');
  });

  it('a bounce of a mail from before the reader agreed anew says nothing of the address now', async () => {
    const store = await opened(fresh);
    const delivery = await mailed(store);
    await store.db
      .updateTable('subscribers')
      .set({ consent_at: later(500).getTime() })
      .execute();
    expect(await noteBounce(store, note(delivery))).toBe('known');
    expect(await stateOf(store)).toBe('active');
    // A date of consent that a file gave may lie ahead: that is no new consent.
    await store.db
      .updateTable('subscribers')
      .set({ consent_at: later(weekMs * 60).getTime() })
      .execute();
    expect(await noteBounce(store, note(await mailed(store, 1), { now: later(2 * weekMs) }))).toBe('removed');
  });

  it('whoever left by themselves stays unsubscribed when their address dies; a complaint is stronger', async () => {
    const store = await opened(fresh);
    const delivery = await mailed(store);
    await unsubscribe(store, (await findByAddress(store, reader))?.ref ?? Buffer.alloc(16), now);
    expect(await noteBounce(store, note(delivery))).toBe('removed');
    expect([await stateOf(store), await suppressions(store)]).toEqual(['unsubscribed', [{ reason: 'bounced' }]]);
    expect(await noteBounce(store, note(delivery, { verdict: 'complaint' }))).toBe('complained');
    expect(await stateOf(store)).toBe('complained');
  });

  it('a delivery that may have arrived was taken by the relay when something comes back of it: it is sent', async () => {
    const store = await opened(fresh);
    const delivery = await mailed(store);
    await store.db.updateTable('deliveries').set({ state: 'uncertain' }).where('id', '=', delivery.id).execute();
    await noteBounce(store, note(delivery, full));
    expect((await mailingStatus(store, '2024-week-0')).counts).toMatchObject({ sent: 2, uncertain: 0 });
  });

  it('nothing breaks when the reader was forgotten or the delivery has become a count, and the counts know what came back', async () => {
    const store = await opened(fresh);
    const delivery = await mailed(store);
    const { ref } = (await findByAddress(store, 'reader2@example.org')) ?? { ref: Buffer.alloc(16) };
    await forget(store, ref, { keepHash: false, now });
    const other = { id: delivery.id + 1 };
    expect(await noteBounce(store, note(other, full))).toBe('gone');
    await noteBounce(store, note(delivery, { ...full }));
    while ((await countOldDeliveries(store, later(20 * weekMs))) > 0);
    expect(await store.db.selectFrom('bounce_counts').select(['list', 'reason', 'count']).execute()).toEqual([
      { list: 'en', reason: 'full', count: 2 },
    ]);
    expect(await bouncedDelivery(store, { bytes: delivery.bytes })).toBeUndefined();
    expect(await noteBounce(store, note(delivery))).toBe('gone');
  });

  it('a complaint by a reader whose delivery is not known any more ends the subscription all the same', async () => {
    const store = await opened(fresh);
    const { ref } = (await findByAddress(store, reader)) ?? { ref: Buffer.alloc(16) };
    expect(await noteComplaint(store, ref, { now })).toBe('complained');
    expect(await noteComplaint(store, ref, { now })).toBe('known');
    expect([await stateOf(store), await suppressions(store)]).toEqual(['complained', [{ reason: 'complained' }]]);
    expect(await noteComplaint(store, Buffer.alloc(16), { now })).toBe('gone');
  });

  it('two who read the same bounce, while senders mark and others are forgotten, apply it once', async () => {
    const store = await fresh.store();
    await addReaders(store, 20);
    const mailing = await approve(store);
    const rows = await store.db.selectFrom('deliveries').select('id').where('mailing_id', '=', mailing.id).execute();
    const again = await fresh.again(store);
    const effects = await Promise.all(
      rows.flatMap(row => [noteBounce(store, note(row)), noteBounce(again, note(row))]),
    );
    expect(Object.groupBy(effects, effect => effect)).toMatchObject({
      removed: Array.from({ length: 20 }, () => 'removed'),
      known: Array.from({ length: 20 }, () => 'known'),
    });
    expect((await mailingStatus(store, issue)).recipients).toBe(20);
  });
});
