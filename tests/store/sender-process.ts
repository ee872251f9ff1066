/**
 * A sender in a process of its own, for tests that kill it: takes the lock, claims ten rows, marks as many as it is told,
 * says `ready` and stays. With `outbox` it takes the outbox's lock and its first mail. With `freeze` it approves the issue instead and says `ready` when it begins.
 */
import { claimDeliveries, markSending } from '#store/deliveries.ts';
import { openStore } from '#store/open.ts';
import { takeOutboxMail } from '#store/outbox.ts';
import { takeOutboxLock } from '#store/outbox-lock.ts';
import { acquireSender } from '#store/sender-lock.ts';
import { now } from './both-databases.ts';
import { approve } from './people.ts';

const [url = '', key = '', job = '0'] = process.argv.slice(2);
const store = await openStore({ url, masterKey: Buffer.from(key, 'base64') });

if (job === 'freeze') {
  console.log('ready');
  await approve(store);
  console.log('done');
} else if (job === 'outbox') {
  await takeOutboxLock(store);
  await takeOutboxMail(store, now);
  console.log('ready');
} else {
  const sender = await acquireSender(store, { now, host: 'another-host', pid: process.pid });
  const claims = await claimDeliveries(store, { worker: sender.id, limit: 10, now, leaseMs: 3_600_000 });
  const ids = claims.slice(0, Number(job)).map(({ id }) => id);
  await markSending(store, { worker: sender.id, ids, now });
  console.log('ready');
}
setInterval(() => {}, 1_000);
