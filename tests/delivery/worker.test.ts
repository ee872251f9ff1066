import { expect, it } from 'vitest';
import { readRelayUrl } from '#delivery/relay-address.ts';
import { runWorker } from '#delivery/worker.ts';
import { mailingStatus } from '#store/status.ts';
import { startRelay } from '../smtp-relay.ts';
import { onBothDatabases } from '../store/both-databases.ts';
import { addReaders, approve, issue } from '../store/people.ts';

onBothDatabases(fresh => {
  it('sends every recipient one message', async () => {
    const relay = await startRelay();
    const store = await fresh.store();
    await addReaders(store, 50);
    const mailing = await approve(store);
    const report = await runWorker({
      store,
      settings: {
        relay: readRelayUrl(relay.url),
        connections: 5,
        rate: 0,
        publicUrl: 'https://vesnik.example.org',
        bounceDomain: 'bounces.example.org',
      },
      until: 'done',
      mailing: mailing.id,
      signal: new AbortController().signal,
    });
    await relay.stop();
    expect(report).toEqual({ counts: { sent: 50, deferred: 0, failed: 0, uncertain: 0 }, wasStopped: false });
    expect(relay.taken).toHaveLength(50);
    console.log(relay.taken[0]?.source, relay.connections());
    expect(await mailingStatus(store, issue)).toMatchObject({ state: 'sent', counts: { sent: 50 } });
  });
});
