import { afterEach, describe, expect, it } from 'vitest';
import { migrate } from '#store/migrate.ts';
import { openStore } from '#store/open.ts';
import { mailingStatus } from '#store/status.ts';
import { type Relay, type RelayScript, startRelay } from '../smtp-relay.ts';
import { now, onBothDatabases } from '../store/both-databases.ts';
import { addReaders, approve, issue } from '../store/people.ts';
import { startSender } from './ledger-child.ts';

const relays: Relay[] = [];
afterEach(async () => {
  for (const relay of relays.splice(0)) await relay.stop();
});

async function relayWith(script: RelayScript = {}): Promise<Relay> {
  const relay = await startRelay(script);
  relays.push(relay);
  return relay;
}

onBothDatabases(fresh => {
  describe('SIGTERM', { timeout: 120_000 }, () => {
    it('finishes what is on the wire, leaves the rest queued and ends well; the next sender does the rest', async () => {
      const source = await fresh.source();
      await migrate(source, now);
      const [store, relay] = [await openStore(source), await relayWith()];
      await addReaders(store, 400);
      await approve(store);
      const sender = startSender({ source, relayUrl: relay.url, connections: 4 });
      await relay.whenTaken(50);
      sender.kill('SIGTERM');
      expect(await sender.ended, sender.output()).toBe(0);
      const { counts } = await mailingStatus(store, issue);
      expect({ ...counts, sent: 0, queued: 0 }).toEqual({
        ...{ sent: 0, queued: 0, sending: 0, deferred: 0, failed: 0, uncertain: 0, cancelled: 0 },
      });
      expect([counts.sent, counts.sent + counts.queued]).toEqual([relay.taken.length, 400]);
      expect(counts.queued).toBeGreaterThan(0);
      const next = startSender({ source, relayUrl: relay.url, connections: 4 });
      expect(await next.ended, next.output()).toBe(0);
      expect(new Set(relay.taken.map(({ to }) => to.join())).size).toBe(400);
      expect(relay.taken).toHaveLength(400);
      await store.close();
    });

    it('lists as uncertain what the relay leaves without an answer for the whole grace', async () => {
      const source = await fresh.source();
      await migrate(source, now);
      const [store, relay] = [await openStore(source), await relayWith({ message: () => 'silent' })];
      await addReaders(store, 30);
      await approve(store);
      const sender = startSender({ source, relayUrl: relay.url, connections: 4, graceMs: 300 });
      await relay.whenTaken(4);
      sender.kill('SIGTERM');
      expect(await sender.ended, sender.output()).toBe(0);
      const { counts } = await mailingStatus(store, issue);
      expect(counts.uncertain).toBe(4);
      expect(counts.queued + counts.deferred).toBe(26);
      await store.close();
    });
  });
});
