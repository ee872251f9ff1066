import { afterEach, beforeEach, expect, it } from 'vitest';
import { freezeMailing } from '#store/freeze.ts';
import { findMailing, type Mailing } from '#store/mailings.ts';
import type { Store } from '#store/open.ts';
import { mailingStatus } from '#store/status.ts';
import { type Relay, startRelay } from '../smtp-relay.ts';
import { now, onBothDatabases } from '../store/both-databases.ts';
import { type Fault, faultyStore } from '../store/faulty-store.ts';
import { addReaders, variantFor } from '../store/people.ts';
import { auditLedger } from './ledger-audit.ts';
import { run } from './run.ts';

const readers = 7;
const connections = 2;
const faults = (['before', 'after'] as const).flatMap(when => (['fails', 'dies'] as const).map(how => ({ when, how })));

let relay: Relay;
beforeEach(async () => {
  relay = await startRelay();
});
afterEach(() => relay.stop());

function approve(store: Store, issue: string): Promise<Mailing> {
  return freezeMailing(store, { issue, variants: [variantFor('en')], now });
}

onBothDatabases(fresh => {
  it.each(faults)(
    'a sender whose statement $how ($when it is carried out), whichever it is, loses nobody and mails nobody twice',
    {
      timeout: 240_000,
    },
    async fault => {
      const store = await fresh.store();
      await addReaders(store, readers);
      let at = 1;
      for (; ; at += 1) {
        const mailing = await approve(store, `fault-${at}`);
        if (await deliverWith(store, mailing, { ...fault, at })) break;
      }
      // Enough statements to speak of: lock, claims, marks, outcomes, release.
      expect(at).toBeGreaterThan(20);
    },
  );

  it.each(faults)(
    'an approval whose statement $how ($when it is carried out), whichever it is, leaves a whole mailing or none',
    async fault => {
      const store = await fresh.store();
      await addReaders(store, readers);
      let at = 1;
      for (; ; at += 1) {
        const issue = `fault-${at}`;
        const faulty = faultyStore(store, { ...fault, at });
        const failure = await approve(faulty.store, issue).catch((error: unknown) => error);
        if (faulty.count() < at) break;
        expect(failure).toBeInstanceOf(Error);
        if ((await findMailing(store, issue)) === undefined) await approve(store, issue);
        expect(await mailingStatus(store, issue)).toMatchObject({ recipients: readers, counts: { queued: readers } });
      }
      expect(at).toBeGreaterThan(10);
    },
  );

  // True when the run ended before the fault came.
  async function deliverWith(store: Store, mailing: Mailing, fault: Fault): Promise<boolean> {
    relay.taken.length = 0;
    const of = JSON.stringify(fault);
    const faulty = faultyStore(store, fault);
    const options = { mailing: mailing.id, settings: { connections } };
    const failure = await run(faulty.store, relay, options).then(
      () => undefined,
      (error: unknown) => error,
    );
    const wasReached = faulty.count() >= fault.at;
    if (!wasReached) expect(failure, of).toBeUndefined();
    const { counts, recipients } = await mailingStatus(store, mailing.issue);
    expect(
      Object.values(counts).reduce((sum, count) => sum + count, 0),
      of,
    ).toBe(recipients);
    await run(store, relay, options);
    await auditLedger({
      ...{ store, relays: [relay], issue: mailing.issue, recipients: readers, isOver: true, of },
      uncertain: wasReached ? 2 * connections : 0,
    });
    return !wasReached;
  }
});
