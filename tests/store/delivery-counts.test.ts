import { expect, it } from 'vitest';
import { countOldDeliveries } from '#store/delivery-counts.ts';
import type { Store } from '#store/open.ts';
import { mailingStatus } from '#store/status.ts';
import { keepUp } from '#store/upkeep.ts';
import { later, now, onBothDatabases } from './both-databases.ts';
import { addReaders, approve, issue } from './people.ts';

const days90 = 90 * 24 * 60 * 60 * 1000;

/** A mailing that has ended, two of its deliveries not well. */
async function mailed(store: Store, readers: number): Promise<void> {
  await addReaders(store, readers, ['en', 'be']);
  await approve(store, ['en', 'be']);
  const answer = '250 queued';
  await store.db.updateTable('deliveries').set({ state: 'sent', answer, changed_at: now.getTime() }).execute();
  await store.db.updateTable('deliveries').set({ state: 'failed' }).where('id', '=', 1).execute();
  await store.db.updateTable('deliveries').set({ state: 'uncertain' }).where('id', '=', 2).execute();
  await store.db.updateTable('mailings').set({ state: 'sent', finished_at: now.getTime() }).execute();
}

const left = (store: Store) => store.db.selectFrom('deliveries').select('id').execute();

onBothDatabases(fresh => {
  it('90 days after a mailing its deliveries become counts, and its status is what it was at every step', async () => {
    const store = await fresh.store();
    await mailed(store, 2500);
    const before = await mailingStatus(store, issue);
    expect(before).toMatchObject({ recipients: 2500, counts: { sent: 2498, failed: 1, uncertain: 1 } });
    expect(await countOldDeliveries(store, later(days90 - 1))).toBe(0);
    for (const rows of [1000, 1000, 500, 0]) {
      expect(await countOldDeliveries(store, later(days90))).toBe(rows);
      expect(await mailingStatus(store, issue)).toEqual(before);
    }
    expect(await left(store)).toEqual([]);
    expect(await store.db.selectFrom('delivery_counts').selectAll().execute()).toHaveLength(4);
  });

  it('a mailing that is not over keeps its deliveries, however old, and so does what changed later', async () => {
    const store = await fresh.store();
    await mailed(store, 3);
    await store.db.updateTable('mailings').set({ state: 'paused' }).execute();
    expect(await countOldDeliveries(store, later(2 * days90))).toBe(0);
    await store.db.updateTable('mailings').set({ state: 'sent' }).execute();
    await store.db
      .updateTable('deliveries')
      .set({ changed_at: later(1).getTime() })
      .where('id', '=', 3)
      .execute();
    expect(await countOldDeliveries(store, later(days90))).toBe(2);
    expect((await left(store)).map(({ id }) => id)).toEqual([3]);
    expect(await mailingStatus(store, issue)).toMatchObject({ recipients: 3, counts: { sent: 1, failed: 1 } });
  });

  it('two who count at the same time count nobody twice', async () => {
    const store = await fresh.store();
    await mailed(store, 2200);
    const other = await fresh.again(store);
    const { signal } = new AbortController();
    await Promise.all([keepUp(store, later(days90), signal), keepUp(other, later(days90), signal)]);
    expect(await left(store)).toEqual([]);
    expect(await mailingStatus(store, issue)).toMatchObject({ recipients: 2200, counts: { sent: 2198 } });
  });
});
