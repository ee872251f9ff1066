import { makeNextKeys } from '#store/key-rotation.ts';
import { openStore } from '#store/open.ts';
import { resealAddresses } from '#store/reseal.ts';

// A rotation of its own, to be killed: database URL, key in base64. Says how many rows are sealed anew after each batch.
const [url = '', key = ''] = process.argv.slice(2);
const masterKey = Buffer.from(key, 'base64');
const store = await openStore({ url, masterKey });
const isNew = await makeNextKeys(store, masterKey, new Date());
process.stdout.write(`${isNew ? 'new keys' : 'goes on'}\n`);
await resealAddresses(store, {
  signal: new AbortController().signal,
  onProgress: done => process.stdout.write(`${done}\n`),
});
process.stdout.write('done\n');
await store.close();
