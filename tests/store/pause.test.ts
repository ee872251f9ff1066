import { expect, it } from 'vitest';
import { audience } from '#store/audience.ts';
import { claimDeliveries, markSending } from '#store/deliveries.ts';
import { freezeMailing } from '#store/freeze.ts';
import type { Store } from '#store/open.ts';
import { pauseSubscriber } from '#store/pause.ts';
import { returnSubscriber } from '#store/return.ts';
import { addSubscriber, findByAddress, findByRef, unsubscribe } from '#store/subscribers.ts';
import { later, now, onBothDatabases } from './both-databases.ts';
import { addReaders, approve, issue, person, variantFor } from './people.ts';

const day = 24 * 60 * 60 * 1000;

async function reader(store: Store): Promise<Buffer> {
  await addSubscriber(store, person('paused@example.org'), now);
  return (await findByAddress(store, 'paused@example.org'))?.ref ?? Buffer.alloc(16);
}

onBothDatabases(fresh => {
  it('somebody who has paused is left out with a reason, and comes back by themselves', async () => {
    const store = await fresh.store();
    await addReaders(store, 2);
    const ref = await reader(store);
    expect(await pauseSubscriber(store, ref, { until: later(7 * day), now })).toBe(true);
    expect(await findByRef(store, ref)).toMatchObject({ state: 'active', pausedUntil: later(7 * day) });
    expect(await audience(store, later(7 * day - 1))).toMatchObject({ recipients: 2, excluded: { paused: 1 } });
    expect(await audience(store, later(7 * day))).toMatchObject({ recipients: 3, excluded: {} });
    expect(await approve(store)).toMatchObject({ recipients: 2, excluded: { paused: 1 } });
  });

  it('the moment at which a mailing is due decides, not that of its approval', async () => {
    const store = await fresh.store();
    const ref = await reader(store);
    await pauseSubscriber(store, ref, { until: later(day), now });
    const mailing = await freezeMailing(store, { issue, variants: [variantFor('en')], due: later(2 * day), now });
    expect(mailing).toMatchObject({ recipients: 1, excluded: {} });
  });

  it('a pause is in time for an issue that is approved and not yet on the wire', async () => {
    const store = await fresh.store();
    await addReaders(store, 1);
    const ref = await reader(store);
    await approve(store);
    const claims = await claimDeliveries(store, { worker: 1, limit: 10, leaseMs: 60_000, now });
    await pauseSubscriber(store, ref, { until: later(day), now });
    const ids = claims.map(({ id }) => id);
    const theirs = claims.find(claim => claim.subscriberRef.equals(ref))?.id;
    expect(await markSending(store, { worker: 1, ids, now: later(1000) })).toEqual(
      new Set(ids.filter(id => id !== theirs)),
    );
  });

  it('is taken back by hand, ends with leaving, and is not for somebody who has left', async () => {
    const store = await fresh.store();
    const ref = await reader(store);
    await pauseSubscriber(store, ref, { until: later(day), now });
    expect(await pauseSubscriber(store, ref, { until: null, now: later(1) })).toBe(true);
    expect((await findByRef(store, ref))?.pausedUntil).toBeUndefined();
    await pauseSubscriber(store, ref, { until: later(day), now });
    await unsubscribe(store, ref, later(2));
    expect(await pauseSubscriber(store, ref, { until: later(day), now: later(3) })).toBe(false);
    expect(await returnSubscriber(store, ref, { now: later(4) })).toBe('active');
    expect((await findByRef(store, ref))?.pausedUntil).toBeUndefined();
  });
});
