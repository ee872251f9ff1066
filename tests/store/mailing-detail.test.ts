import { expect, it } from 'vitest';
import { claimDeliveries, markSending } from '#store/deliveries.ts';
import { mailingDetail } from '#store/mailing-detail.ts';
import { settleDeliveries } from '#store/outcomes.ts';
import { addSubscribers } from '#store/subscriber-admission.ts';
import { now, onBothDatabases } from './both-databases.ts';
import { approve, issue, person } from './people.ts';

onBothDatabases(fresh => {
  it('tells where deliveries stand by provider, and why those that did not arrive did not', async () => {
    const store = await fresh.store();
    const addresses = ['a@gmail.com', 'b@gmail.com', 'c@mail.ru', 'd@example.org'];
    await addSubscribers(
      store,
      addresses.map(address => person(address)),
      now,
    );
    await approve(store);
    const claims = await claimDeliveries(store, { worker: 1, limit: 10, now, leaseMs: 60_000 });
    await markSending(store, { worker: 1, ids: claims.map(({ id }) => id), now });
    const outcomes = claims.map(({ id, provider }) =>
      provider === 'google'
        ? { id, state: 'failed' as const, answer: `550 5.1.1 no such user ${id}` }
        : { id, state: 'sent' as const, answer: '250 ok' },
    );
    await settleDeliveries(store, { worker: 1, outcomes, now });
    const { byProvider, reasons } = await mailingDetail(store, issue);
    expect(byProvider).toMatchObject({ google: { failed: 2, sent: 0 }, mailru: { sent: 1 }, other: { sent: 1 } });
    expect(reasons).toMatchObject([{ state: 'failed', count: 2, code: '550 5.1.1', byProvider: { google: 2 } }]);
    expect(JSON.stringify(reasons)).not.toContain('gmail');
  });

  it('has nothing to tell of an issue that was not mailed', async () => {
    const store = await fresh.store();
    await expect(mailingDetail(store, issue)).rejects.toMatchObject({ code: 'not-mailed' });
  });
});
