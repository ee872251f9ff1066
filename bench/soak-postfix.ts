import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { openSource } from '#cli/bounces/opened-source.ts';
import { readMails } from '#cli/bounces/reading.ts';
import { readRelayUrl } from '#delivery/relay-address.ts';
import { runWorker } from '#delivery/worker.ts';
import { freezeMailing } from '#store/freeze.ts';
import { migrate } from '#store/migrate.ts';
import { openStore, type Store } from '#store/open.ts';
import { addSubscribers } from '#store/subscriber-admission.ts';
import { findByAddress } from '#store/subscribers.ts';
import { person, variantFor } from '../tests/store/people.ts';
import { bounceDomain, type Postfix, startPostfix, whyNoPostfix } from './postfix.ts';

const knownReaders = 20;
const unknownReaders = 30;
const patienceMs = 60_000;

/**
 * A real Postfix as the relay: it takes a mailing, DKIM is verified by software that is not ours, mails to users whom it does not know
 * come back to their own envelope senders, and what comes back is read and applied. Passed over, with words, where there can be none.
 */
export async function soakPostfix(): Promise<boolean> {
  console.log('\nA real Postfix as the relay');
  const why = await whyNoPostfix();
  if (why !== undefined) {
    console.log(`  passed over: ${why}.`);
    return true;
  }
  const folder = await mkdtemp(join(tmpdir(), 'vesnik-soak-'));
  const source = { url: `file:${join(folder, 'vesnik.db')}`, masterKey: randomBytes(32) };
  await migrate(source, new Date());
  const store = await openStore(source);
  const postfix = await startPostfix();
  try {
    return await walk(store, postfix);
  } finally {
    await postfix.stop();
    await store.close();
    await rm(folder, { recursive: true });
  }
}

async function walk(store: Store, postfix: Postfix): Promise<boolean> {
  const now = new Date();
  const address = (name: string, at: number): string => `${name}${at}@mail.test`;
  const people = [
    ...Array.from({ length: knownReaders }, (_, at) => address('known', at)),
    ...Array.from({ length: unknownReaders }, (_, at) => address('unknown', at)),
  ];
  await addSubscribers(
    store,
    people.map(each => person(each, { consent: { source: 'soak', at: now } })),
    now,
  );
  await freezeMailing(store, { issue: '2024-04-15', variants: [variantFor('en')], now });
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const { counts } = await runWorker({
    store,
    settings: {
      ...{ relay: readRelayUrl(`smtp://127.0.0.1:${postfix.port}`), connections: 3, rate: 0, bounceDomain },
      publicUrl: 'https://news.example.org',
      dkim: {
        ...{ domain: 'example.org', selector: 'v1' },
        privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      },
    },
    until: 'done',
    signal: new AbortController().signal,
  });
  const record = `v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`;
  const passed = await verified(await arrived(postfix.known, knownReaders), record);
  await arrived(postfix.bounces, unknownReaders);
  const read = async () =>
    readMails({
      ...{ store, source: await openSource(postfix.bounces, 'bounces', false), now: () => new Date() },
      signal: new AbortController().signal,
    });
  const tally = await read();
  const states = await Promise.all(people.map(async each => (await findByAddress(store, each))?.state));
  const left = (await readdir(join(postfix.bounces, 'new'))).length;
  return [
    row('taken by Postfix', counts.sent, people.length),
    row('DKIM passes, by mailauth', passed, knownReaders),
    row('bounces read', tally.read, unknownReaders),
    row('readers removed', tally.outcomes.removed ?? 0, unknownReaders),
    row('for an unknown user', tally.reasons['unknown-user'] ?? 0, unknownReaders),
    row('readers still active', states.filter(state => state === 'active').length, knownReaders),
    row('bounce files left', left, 0),
    row('mails read the second time', (await read()).read, 0),
  ].every(isWell => isWell);
}

/** The mails of a Maildir once there are so many. Throws after a minute. */
async function arrived(maildir: string, count: number): Promise<Buffer[]> {
  const box = join(maildir, 'new');
  for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += 100) {
    const names = await readdir(box).catch(() => []);
    if (names.length >= count) return Promise.all(names.map(name => readFile(join(box, name))));
    await wait(100);
  }
  throw new Error(`Postfix has not delivered ${count} mails within a minute`);
}

async function verified(mails: readonly Buffer[], record: string): Promise<number> {
  const resolver = async (name: string): Promise<string[][]> => {
    if (name === 'v1._domainkey.example.org') return [[record]];
    throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
  };
  const results = await Promise.all(mails.map(mail => dkimVerify(mail, { resolver })));
  return results.filter(({ results: [signature] }) => signature?.status.result === 'pass').length;
}

function row(what: string, found: number, wanted: number): boolean {
  const isWell = found === wanted;
  console.log(`  ${what.padEnd(34)}${String(found).padStart(6)} of ${wanted}${isWell ? '' : '  NOT as it must be'}`);
  return isWell;
}
