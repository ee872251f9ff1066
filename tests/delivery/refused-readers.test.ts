import { expect, it } from 'vitest';
import { mailingDetail } from '#store/mailing-detail.ts';
import type { Store } from '#store/open.ts';
import { mailingStatus } from '#store/status.ts';
import { findByAddress } from '#store/subscribers.ts';
import { startRelay } from '../smtp-relay.ts';
import { type Fresh, onBothDatabases } from '../store/both-databases.ts';
import { addReaders, approve, issue } from '../store/people.ts';
import { run } from './run.ts';

async function mailed(fresh: Fresh, refuse: (reader: number) => string | undefined): Promise<Store> {
  const [relay, store] = [await startRelay(), await fresh.store()];
  relay.script.rcpt = to => refuse(Number(/\d+/.exec(to)?.[0]));
  await addReaders(store, 30);
  await approve(store);
  await run(store, relay);
  await relay.stop();
  expect((await mailingStatus(store, issue)).state).toBe('sent');
  return store;
}

const stateOf = async (store: Store, reader: number) =>
  (await findByAddress(store, `reader${reader}@example.org`))?.state;

onBothDatabases(fresh => {
  it('who does not exist leaves when the relay says so at once; a full box is a strike, and a policy says nothing of a reader', async () => {
    const answers = ['550 5.1.1 user unknown', '552 5.2.2 mailbox full', '550 5.7.1 blocked', '550 no'];
    const store = await mailed(fresh, reader => answers[reader - 1]);
    expect(await stateOf(store, 1)).toBe('bounced');
    for (const reader of [2, 3, 4, 5]) expect(await stateOf(store, reader), `${reader}`).toBe('active');
    const rows = await store.db
      .selectFrom('deliveries')
      .select(['state', 'bounce_verdict', 'bounce_reason'])
      .where('state', '=', 'failed')
      .orderBy('bounce_reason')
      .execute();
    expect(rows.map(({ bounce_verdict: verdict, bounce_reason: reason }) => [verdict, reason])).toEqual(
      expect.arrayContaining([
        ['strike', 'full'],
        ['remove', 'unknown-user'],
        [null, null],
      ]),
    );
    // It did not come back: it never went.
    expect((await mailingDetail(store, issue)).cameBack).toEqual([]);
    expect((await mailingStatus(store, issue)).counts.failed).toBe(4);
  });

  it('a relay that knows nearly nobody removes nobody', async () => {
    const store = await mailed(fresh, reader => (reader <= 10 ? '550 5.1.1 user unknown' : undefined));
    for (const reader of [1, 10, 11]) expect(await stateOf(store, reader)).toBe('active');
  });
});
