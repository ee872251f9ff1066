import fc from 'fast-check';
import { expect, it } from 'vitest';
import { claimDeliveries, markSending, releaseClaims } from '#store/deliveries.ts';
import { forget } from '#store/forgetting.ts';
import { finishMailingIfDone, pauseMailing, resumeMailing } from '#store/mailing-control.ts';
import type { Store } from '#store/open.ts';
import { settleDeliveries } from '#store/outcomes.ts';
import { mailingStatus } from '#store/status.ts';
import { findByAddress, unsubscribe } from '#store/subscribers.ts';
import { suppress } from '#store/suppressions.ts';
import { later, onBothDatabases } from './both-databases.ts';
import { addReaders, approve, issue } from './people.ts';

const readers = 12;
const workers = [1, 2, 3];

const worker = fc.constantFrom(...workers);
const reader = fc.integer({ min: 1, max: readers }).map(number => `reader${number}@example.org`);
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ does: fc.constant('claim' as const), worker, limit: fc.integer({ min: 1, max: 5 }) }),
  },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('mark' as const), worker }) },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant('settle' as const),
      worker,
      state: fc.constantFrom('sent' as const, 'deferred' as const, 'failed' as const, 'uncertain' as const),
    }),
  },
  fc.record({ does: fc.constant('release' as const), worker }),
  fc.record({ does: fc.constantFrom('leave' as const, 'complain' as const, 'forget' as const), reader }),
  fc.record({ does: fc.constantFrom('pause' as const, 'resume' as const, 'finish' as const) }),
  fc.record({ does: fc.constant('wait' as const), ms: fc.integer({ min: -100_000, max: 200_000 }) }),
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** What the test knows of the world outside: who may be mailed, and what went to whom. */
interface World {
  readonly store: Store;
  readonly mailing: number;
  readonly gone: Set<string>;
  readonly held: Map<number, Map<number, string>>;
  readonly onWire: Map<number, Map<number, string>>;
  readonly sent: string[];
  clockMs: number;
}

async function take(world: World, each: Step): Promise<void> {
  const { store, held, onWire } = world;
  const now = later(world.clockMs);
  if (each.does === 'wait') world.clockMs += each.ms;
  if (each.does === 'pause') await pauseMailing(store, issue).catch(() => {});
  if (each.does === 'resume') await resumeMailing(store, issue, now);
  if (each.does === 'finish') await finishMailingIfDone(store, world.mailing, now);
  if (each.does === 'claim') {
    const claims = await claimDeliveries(store, { worker: each.worker, limit: each.limit, now, leaseMs: 60_000 });
    for (const { id, address } of claims) {
      // Taken over when a lease ended: the former holder learns it when it marks.
      held.get(each.worker)?.set(id, address);
    }
  }
  if (each.does === 'mark') {
    const mine = held.get(each.worker) ?? new Map<number, string>();
    const going = await markSending(store, { worker: each.worker, ids: [...mine.keys()], now });
    for (const id of going) {
      const address = mine.get(id) ?? '';
      expect(world.gone.has(address)).toBe(false);
      for (const others of onWire.values()) expect(others.has(id)).toBe(false);
      onWire.get(each.worker)?.set(id, address);
    }
    mine.clear();
  }
  if (each.does === 'settle') {
    const mine = onWire.get(each.worker) ?? new Map<number, string>();
    const outcomes = [...mine.keys()].map(id =>
      each.state === 'deferred'
        ? { id, state: each.state, answer: '451', nextAttempt: later(world.clockMs + 30_000) }
        : { id, state: each.state, answer: '250' },
    );
    expect(await settleDeliveries(store, { worker: each.worker, outcomes, now })).toBe(outcomes.length);
    if (each.state === 'sent') world.sent.push(...mine.values());
    mine.clear();
  }
  if (each.does === 'release') await releaseClaims(store, { worker: each.worker, now });
  if (each.does === 'leave' || each.does === 'complain' || each.does === 'forget')
    await part(world, each.does, each.reader);
}

async function part({ store, gone }: World, how: 'leave' | 'complain' | 'forget', address: string): Promise<void> {
  const found = await findByAddress(store, address);
  if (how === 'complain') await suppress(store, address, 'complained', later(0));
  else if (found !== undefined && how === 'leave') await unsubscribe(store, found.ref, later(0));
  else if (found !== undefined) await forget(store, found.ref, { keepHash: true, now: later(0) });
  gone.add(address);
}

onBothDatabases(fresh => {
  it('whatever happens in whatever order, the counts add up, nobody is sent twice, and who left gets nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async steps => {
        const store = await fresh.store();
        await addReaders(store, readers);
        const { id: mailing } = await approve(store);
        const byWorker = (): Map<number, Map<number, string>> => new Map(workers.map(each => [each, new Map()]));
        const world: World = {
          store,
          mailing,
          gone: new Set(),
          held: byWorker(),
          onWire: byWorker(),
          sent: [],
          clockMs: 0,
        };
        for (const each of steps) {
          await take(world, each);
          const { recipients, counts } = await mailingStatus(store, issue);
          expect(recipients).toBe(readers);
          expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(readers);
          expect(counts.sent).toBe(world.sent.length);
          expect(counts.sending).toBe([...world.onWire.values()].reduce((sum, ids) => sum + ids.size, 0));
        }
        expect(new Set(world.sent).size).toBe(world.sent.length);
        await store.close();
      }),
      { numRuns: fresh.kind === 'sqlite' ? 40 : 10 },
    );
  });
});
