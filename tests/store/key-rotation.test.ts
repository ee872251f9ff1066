import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { mintBounceToken, openBounceToken } from '#keys/bounce-token.ts';
import { mintLinkToken } from '#keys/link-token.ts';
import { claimDeliveries } from '#store/deliveries.ts';
import { forget } from '#store/forgetting.ts';
import { makeNextKeys, opensKeys, rewrapKeys } from '#store/key-rotation.ts';
import { refOfLink } from '#store/live-keys.ts';
import { openStore, type Store } from '#store/open.ts';
import { countOldSeals, resealAddresses } from '#store/reseal.ts';
import { acquireSender } from '#store/sender-lock.ts';
import { signUp } from '#store/sign-up.ts';
import { addSubscribers } from '#store/subscriber-admission.ts';
import { allSubscribers, findByAddress } from '#store/subscribers.ts';
import { now, onBothDatabases } from './both-databases.ts';
import { addReaders, approve, person } from './people.ts';

const never = new AbortController().signal;

onBothDatabases(fresh => {
  it('seals every address anew under the next key, a batch at a time, and every address opens as before', async () => {
    const store = await fresh.store();
    await addReaders(store, 120);
    const before = await seals(store);
    expect(await makeNextKeys(store, fresh.sourceOf(store).masterKey, now)).toBe(true);
    expect(await countOldSeals(store)).toBe(120);
    const progress: number[] = [];
    expect(await resealAddresses(store, { signal: never, onProgress: done => progress.push(done) })).toBe(120);
    expect(progress.length).toBeGreaterThan(1);
    expect(progress.at(-1)).toBe(120);
    const after = await seals(store);
    expect([...after.values()].every(sealed => sealed[0] === 2)).toBe(true);
    expect([...after].every(([ref, sealed]) => before.get(ref)?.equals(sealed) === false)).toBe(true);
    const again = await fresh.again(store);
    expect((await addresses(again)).sort()).toEqual((await addresses(store)).sort());
    expect((await findByAddress(again, 'Reader7@example.org'))?.address).toBe('reader7@example.org');
  });

  it('leaves links and bounces of old mails good for ever, and the index as it was', async () => {
    const store = await fresh.store();
    await addReaders(store, 1);
    const ref = (await findByAddress(store, 'reader1@example.org'))?.ref ?? Buffer.alloc(0);
    const delivery = randomBytes(16);
    const link = mintLinkToken(store.ring, 'unsubscribe', delivery, ref);
    const bounce = mintBounceToken(store.ring, delivery);
    for (let turn = 0; turn < 3; turn += 1) {
      await makeNextKeys(store, fresh.sourceOf(store).masterKey, now);
      await resealAddresses(store, { signal: never });
    }
    const again = await fresh.again(store);
    expect([again.ring.token.current, again.ring.address.current]).toEqual([4, 4]);
    expect(await refOfLink(again, 'unsubscribe', link)).toEqual(ref);
    expect(openBounceToken(again.ring, bounce)).toEqual(delivery);
    expect(mintLinkToken(again.ring, 'unsubscribe', delivery, ref)).not.toBe(link);
    expect(await addSubscribers(again, [person('reader1@example.org')], now)).toEqual(['known']);
  });

  it('is known to a sender and to doors that were running before it, and to a form that seals addresses', async () => {
    const [running, doors, form] = await threeStores();
    await addReaders(running, 20);
    await approve(running);
    const sender = await acquireSender(running, { now, host: 'here', pid: 1 });
    const rotating = await fresh.again(running);
    await makeNextKeys(rotating, fresh.sourceOf(running).masterKey, now);
    await resealAddresses(rotating, { signal: never });
    expect([running, doors, form].map(({ ring }) => ring.address.current)).toEqual([1, 1, 1]);

    const claims = await claimDeliveries(running, { worker: sender.id, limit: 50, now, leaseMs: 60_000 });
    expect(new Set(claims.map(({ address }) => address)).size).toBe(20);
    const [claim] = claims;
    if (claim === undefined) throw new Error('nothing was claimed');
    const link = mintLinkToken(running.ring, 'unsubscribe', claim.bytes, claim.subscriberRef);
    expect(Buffer.from(link, 'base64url')[0]).toBe(2);
    expect(await refOfLink(doors, 'unsubscribe', link)).toEqual(claim.subscriberRef);
    expect(await refOfLink(doors, 'preferences', link)).toBeUndefined();
    await signUp(form, { address: 'new@example.org', list: 'en', source: 'form' }, now);
    await addSubscribers(await fresh.again(running), [person('newer@example.org')], now);
    expect(await countOldSeals(rotating)).toBe(0);
    await sender.release(now);
  });

  it('comes to its end before the next one begins, and goes on where it was stopped', async () => {
    const store = await fresh.store();
    await addReaders(store, 200);
    const { masterKey } = fresh.sourceOf(store);
    await makeNextKeys(store, masterKey, now);
    const stop = new AbortController();
    await resealAddresses(store, { signal: stop.signal, onProgress: () => stop.abort() });
    const left = await countOldSeals(store);
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(200);
    expect((await addresses(store)).length).toBe(200);
    expect(await makeNextKeys(store, masterKey, now)).toBe(false);
    expect(store.ring.address.current).toBe(2);
    expect(await resealAddresses(store, { signal: never })).toBe(left);
    expect(await makeNextKeys(store, masterKey, now)).toBe(true);
  });

  it('brings nobody back who is forgotten while it runs', async () => {
    const store = await fresh.store();
    await addReaders(store, 60);
    const ref = (await findByAddress(store, 'reader60@example.org'))?.ref ?? Buffer.alloc(0);
    await makeNextKeys(store, fresh.sourceOf(store).masterKey, now);
    const forgetting: Promise<boolean>[] = [];
    await resealAddresses(store, {
      signal: never,
      onProgress: () => forgetting.push(forget(store, ref, { keepHash: false, now })),
    });
    await Promise.all(forgetting);
    expect(await findByAddress(store, 'reader60@example.org')).toBeUndefined();
    expect((await addresses(store)).length).toBe(59);
  });

  it('made by two at once makes one new key of each kind', async () => {
    const store = await fresh.store();
    const { masterKey } = fresh.sourceOf(store);
    const others = [store, await fresh.again(store)];
    const made = await Promise.all(others.map(each => makeNextKeys(each, masterKey, now)));
    const { ring } = await fresh.again(store);
    expect(ring.address.current).toBe(1 + made.filter(Boolean).length);
    expect(ring.address.current).toBe(ring.token.current);
  });

  it('wraps all keys in another master key at one moment; the old one opens nothing more', async () => {
    const store = await fresh.store();
    await addReaders(store, 3);
    const { url, masterKey } = fresh.sourceOf(store);
    await makeNextKeys(store, masterKey, now);
    await resealAddresses(store, { signal: never });
    const next = randomBytes(32);
    await expect(rewrapKeys(store, randomBytes(32), next)).rejects.toMatchObject({ code: 'wrong-key' });
    expect(await opensKeys(store, masterKey)).toBe(true);
    await rewrapKeys(store, masterKey, next);
    expect([await opensKeys(store, masterKey), await opensKeys(store, next)]).toEqual([false, true]);
    await expect(openStore({ url, masterKey })).rejects.toMatchObject({ code: 'wrong-key', kind: 'usage' });
    await expect(makeNextKeys(store, masterKey, now)).rejects.toMatchObject({ code: 'wrong-key' });
    const opened = await openStore({ url, masterKey: next });
    expect((await addresses(opened)).length).toBe(3);
    await opened.close();
  });

  it('finds an exchanged master key by itself where it can; where it cannot, links of old keys still open', async () => {
    const store = await fresh.store();
    await addReaders(store, 1);
    const { url, masterKey } = fresh.sourceOf(store);
    const next = randomBytes(32);
    const running = await openStore({ url, masterKey, masterKeyAgain: async () => next });
    await rewrapKeys(store, masterKey, next);
    const rotated = await openStore({ url, masterKey: next });
    await makeNextKeys(rotated, next, now);
    await resealAddresses(rotated, { signal: never });
    const found = await findByAddress(running, 'reader1@example.org');
    const ref = found?.ref ?? Buffer.alloc(0);
    expect(found?.address).toBe('reader1@example.org');
    const links = [store, rotated].map(({ ring }) => mintLinkToken(ring, 'unsubscribe', randomBytes(16), ref));
    expect(await Promise.all(links.map(link => refOfLink(running, 'unsubscribe', link)))).toEqual([ref, ref]);
    expect(await Promise.all(links.map(link => refOfLink(store, 'unsubscribe', link)))).toEqual([ref, undefined]);
    await expect(findByAddress(store, 'reader1@example.org')).rejects.toMatchObject({ code: 'wrong-key' });
    await running.close();
    await rotated.close();
  });

  async function threeStores(): Promise<[Store, Store, Store]> {
    const store = await fresh.store();
    return [store, await fresh.again(store), await fresh.again(store)];
  }
});

async function seals({ db }: Store): Promise<Map<string, Buffer>> {
  const rows = await db.selectFrom('subscribers').select(['ref', 'sealed']).execute();
  return new Map(rows.map(({ ref, sealed }) => [ref.toString('hex'), sealed]));
}

async function addresses(store: Store): Promise<string[]> {
  const found: string[] = [];
  for await (const { address } of allSubscribers(store)) found.push(address);
  return found;
}
