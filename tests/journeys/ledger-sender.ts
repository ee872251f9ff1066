import { readRelayUrl } from '#delivery/relay-address.ts';
import { runWorker } from '#delivery/worker.ts';
import { openStore } from '#store/open.ts';

// A sender of its own, to be killed: database URL, key in base64, relay URL, connections. SIGTERM stops it. Prints its report.
const [databaseUrl = '', key = '', relayUrl = '', connections = '5', graceMs = '60000'] = process.argv.slice(2);
const stop = new AbortController();
process.once('SIGTERM', () => stop.abort());
const store = await openStore({ url: databaseUrl, masterKey: Buffer.from(key, 'base64') });
try {
  const report = await runWorker({
    store,
    settings: {
      relay: readRelayUrl(relayUrl),
      connections: Number(connections),
      rate: 0,
      publicUrl: 'https://vesnik.example.org',
      bounceDomain: 'bounces.example.org',
    },
    until: 'done',
    signal: stop.signal,
    graceMs: Number(graceMs),
  });
  process.stdout.write(`${JSON.stringify(report)}\n`);
} finally {
  await store.close();
}
