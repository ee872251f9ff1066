/** Imports a file and says `begun` after the first batch, for a test that kills it then. */
import { createReadStream } from 'node:fs';
import { openStore } from '#store/open.ts';
import { importSubscribers } from '#store/subscriber-import.ts';
import { now } from './both-databases.ts';

const [url = '', key = '', file = ''] = process.argv.slice(2);
const store = await openStore({ url, masterKey: Buffer.from(key, 'base64') });
await importSubscribers(store, {
  source: createReadStream(file),
  lists: [{ id: 'be', interface: 'be' }],
  consent: { source: 'fair', at: now },
  now,
  onProgress: () => console.log('begun'),
});
console.log('done');
process.exit();
