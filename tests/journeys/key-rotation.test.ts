import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { mintLinkToken } from '#keys/link-token.ts';
import { refOfLink } from '#store/live-keys.ts';
import { migrate } from '#store/migrate.ts';
import { openStore, type Store, type StoreSource } from '#store/open.ts';
import { countOldSeals } from '#store/reseal.ts';
import { mailingStatus } from '#store/status.ts';
import { allSubscribers, findByAddress } from '#store/subscribers.ts';
import { startRelay } from '../smtp-relay.ts';
import { now, onBothDatabases } from '../store/both-databases.ts';
import { addReaders, approve, issue } from '../store/people.ts';
import { startSender } from './ledger-child.ts';

const readers = 1500;
const script = fileURLToPath(new URL('./rotating.ts', import.meta.url));

onBothDatabases(fresh => {
  it('a rotation is killed twice in the middle of a mailing: it goes on, everybody gets their one mail, old links open', {
    timeout: 240_000,
  }, async () => {
    const source = await fresh.source();
    await migrate(source, now);
    const store = await openStore(source);
    await addReaders(store, readers);
    await approve(store);
    const ref = (await findByAddress(store, 'reader7@example.org'))?.ref ?? Buffer.alloc(0);
    const oldLink = mintLinkToken(store.ring, 'unsubscribe', Buffer.alloc(16, 7), ref);
    const relay = await startRelay();
    const sender = startSender({ source, relayUrl: relay.url, connections: 3 });
    await relay.whenTaken(50);

    expect(await rotateUntil(source, 100)).toBe('new keys');
    const left = await countOldSeals(await again(source));
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(readers);
    expect(await rotateUntil(source, 100)).toBe('goes on');
    expect(await rotateUntil(source)).toBe('goes on');
    expect(await sender.ended, sender.output()).toBe(0);
    await relay.stop();

    const { counts } = await mailingStatus(store, issue);
    expect(counts).toMatchObject({ sent: readers, failed: 0, uncertain: 0 });
    expect(new Set(relay.taken.flatMap(({ to }) => to)).size).toBe(readers);
    expect(relay.taken.length).toBe(readers);
    const after = await again(source);
    expect([after.ring.address.current, after.ring.token.current]).toEqual([2, 2]);
    expect(await countOldSeals(after)).toBe(0);
    let opened = 0;
    for await (const { address } of allSubscribers(after)) opened += Number(/^reader\d+@example\.org$/.test(address));
    expect(opened).toBe(readers);
    expect(await refOfLink(after, 'unsubscribe', oldLink)).toEqual(ref);
    await store.close();
    for (const each of opens.splice(0)) await each.close();
  });

  const opens: Store[] = [];
  async function again(source: StoreSource): Promise<Store> {
    const store = await openStore(source);
    opens.push(store);
    return store;
  }
});

/** Rotates in a process of its own and kills it (SIGKILL) when so many rows are sealed anew; its first words. */
async function rotateUntil({ url, masterKey }: StoreSource, rows = Number.POSITIVE_INFINITY): Promise<string> {
  const child: ChildProcess = spawn(process.execPath, [script, url, Buffer.from(masterKey).toString('base64')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (child.stdout === null) throw new Error('no output');
  const ended = once(child, 'exit');
  const said: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line);
    if (Number(line) >= rows) child.kill('SIGKILL');
  }
  const [code] = await ended;
  expect(code).toBe(rows === Number.POSITIVE_INFINITY ? 0 : null);
  return said[0] ?? '';
}
