import { afterEach, expect, it } from 'vitest';
import { mailingDetail } from '#store/mailing-detail.ts';
import { findByAddress } from '#store/subscribers.ts';
import { type Relay, startRelay } from '../smtp-relay.ts';
import { onBothDatabases } from '../store/both-databases.ts';
import { addReaders, approve, issue } from '../store/people.ts';
import { countsOf, run } from './run.ts';

let relay: Relay | undefined;
afterEach(() => relay?.stop());

const answers: Readonly<Record<string, string>> = {
  reader2: '550 5.1.1 <reader2@example.org>: Recipient address rejected: User unknown',
  reader3: '550 5.7.1 Message rejected, user unknown to our policy',
  reader4: '554 5.7.1 Relay access denied',
  reader5: '550 5.4.1 Recipient address rejected: Access denied',
  reader6: '552 5.2.2 Mailbox full',
  reader7: '550 No such user here',
  reader8: '554 5.4.14 Hop count exceeded',
  reader9: '553 5.1.8 Sender address rejected: Domain not found',
};

onBothDatabases(fresh => {
  it('a server that knows no such reader counts like a mail that came back; refusals by policy and for the way do not', async () => {
    const store = await fresh.store();
    relay = await startRelay({ rcpt: to => answers[to.split('@')[0] ?? ''] });
    await addReaders(store, 20);
    await approve(store);
    await run(store, relay);
    expect(await countsOf(store)).toEqual({ sent: 12, failed: 8 });
    const gone: string[] = [];
    for (let number = 1; number <= 20; number += 1) {
      const reader = await findByAddress(store, `reader${number}@example.org`);
      if (reader?.state !== 'active') gone.push(`reader${number} ${reader?.state}`);
    }
    expect(gone).toEqual(['reader2 bounced', 'reader7 bounced']);
    const verdicts = await store.db
      .selectFrom('deliveries')
      .select(['bounce_verdict', 'bounce_reason'])
      .where('bounce_verdict', 'is not', null)
      .orderBy('id')
      .execute();
    expect(verdicts.map(row => Object.values(row).join(' '))).toEqual([
      'remove unknown-user',
      'strike full',
      'remove unknown-user',
    ]);
    expect((await mailingDetail(store, issue)).cameBack).toEqual([]);
  });

  it('a relay that calls more than a fifth of them unknown, or half of a few, is set up wrong, and no reader is touched', async () => {
    for (const [count, unknown] of [
      [4, 3],
      [27, 6],
    ] as const) {
      const store = await fresh.store();
      const isUnknown = (to: string) => Number(/\d+/.exec(to)?.[0]) <= unknown;
      relay = await startRelay({ rcpt: to => (isUnknown(to) ? '550 5.1.1 User unknown' : undefined) });
      await addReaders(store, count);
      await approve(store);
      await run(store, relay);
      await relay.stop();
      expect(await countsOf(store)).toEqual({ sent: count - unknown, failed: unknown });
      expect((await findByAddress(store, 'reader1@example.org'))?.state).toBe('active');
    }
  });
});
