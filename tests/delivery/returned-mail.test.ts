import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Bounce, Complaint } from '#delivery/bounces/report.ts';
import { applyReport } from '#delivery/returned-mail.ts';
import { mintBounceToken } from '#keys/bounce-token.ts';
import { mintLeavingToken } from '#keys/leaving-token.ts';
import { countOldDeliveries } from '#store/delivery-counts.ts';
import { forget } from '#store/forgetting.ts';
import { makeNextKeys } from '#store/key-rotation.ts';
import type { Store } from '#store/open.ts';
import { resealAddresses } from '#store/reseal.ts';
import { addSubscribers } from '#store/subscriber-admission.ts';
import { findByAddress } from '#store/subscribers.ts';
import { type Fresh, later, now, onBothDatabases } from '../store/both-databases.ts';
import { approve, person } from '../store/people.ts';

const address = 'lena.reader+news@пошта.бел';
const known = 'lena.reader+news@xn--80a1acny.xn--90ais';

interface Mailed {
  readonly store: Store;
  readonly bytes: Buffer;
  readonly ref: Buffer;
  readonly token: string;
  state(): Promise<string | undefined>;
}

/** One reader whose mail was sent. */
async function mailed(fresh: Fresh): Promise<Mailed> {
  const store = await fresh.store();
  await addSubscribers(store, [person(address)], now);
  await approve(store);
  const moment = now.getTime();
  await store.db.updateTable('deliveries').set({ state: 'sent', attempted_at: moment, changed_at: moment }).execute();
  await store.db.updateTable('mailings').set({ state: 'sent', finished_at: moment }).execute();
  const { bytes } = await store.db.selectFrom('deliveries').select('bytes').executeTakeFirstOrThrow();
  const ref = (await findByAddress(store, address))?.ref ?? Buffer.alloc(0);
  return {
    ...{ store, bytes, ref, token: mintBounceToken(store.ring, bytes) },
    state: async () => (await findByAddress(store, address))?.state,
  };
}

const bounce = (tokens: readonly string[], more: Partial<Bounce> = {}): Bounce => ({
  ...{ kind: 'bounce', tokens, reason: 'unknown-user', isPermanent: true, status: '5.1.1', originalMessageIds: [] },
  ...{ words: '550 5.1.1 user unknown', ...more },
});
const complaint = (tokens: readonly string[], feedbackType = 'abuse'): Complaint => ({
  ...{ kind: 'complaint', tokens, feedbackType, originalMessageIds: [] },
});
const occasion = { now: later(1000) };

onBothDatabases(fresh => {
  it('a forged token changes nothing, whatever the report, and one that is proved counts among forged ones', async () => {
    const { store, token, bytes, state } = await mailed(fresh);
    const forged = [`${token.slice(0, -1)}${token.endsWith('a') ? 'b' : 'a'}`, 'a'.repeat(40), ''];
    const before = await store.db.selectFrom('deliveries').selectAll().execute();
    for (const report of [
      bounce(forged),
      complaint(forged),
      bounce([]),
      { kind: 'unsubscribe', tokens: forged } as const,
    ])
      expect((await applyReport(store, report, occasion)).effect).toBe('unproven');
    // A Message-ID stands in every forwarded mail: it proves nothing.
    const ids = [`<${bytes.toString('hex')}@example.org>`];
    expect((await applyReport(store, bounce([], { originalMessageIds: ids }), occasion)).effect).toBe('unproven');
    expect(await store.db.selectFrom('deliveries').selectAll().execute()).toEqual(before);
    expect(await state()).toBe('active');
    expect((await applyReport(store, bounce([...forged, token]), occasion)).effect).toBe('removed');
  });

  it('a report that returns somebody else’s mail does nothing, though it came to a proved address and names the reader', async () => {
    const { store, token, bytes, ref, state } = await mailed(fresh);
    const foreign = { words: `550 5.1.1 <${known}> unknown`, originalMessageIds: ['<q1@corp.test>'] };
    const about = (more: Partial<Bounce>) => applyReport(store, bounce([token], { ...foreign, ...more }), occasion);
    expect((await about({})).effect).toBe('foreign');
    expect(
      (await about({ originalTokens: [mintBounceToken(store.ring, randomBytes(16)), 'a'.repeat(40)] })).effect,
    ).toBe('foreign');
    const guessed = `<${bytes.toString('hex').slice(0, -1)}@example.org>`;
    expect((await about({ originalMessageIds: [guessed] })).effect).toBe('foreign');
    expect(
      (await applyReport(store, { ...complaint([token]), originalMessageIds: ['<q1@corp.test>'] }, occasion)).effect,
    ).toBe('foreign');
    expect(await state()).toBe('active');
    const looked = { ...occasion, isDryRun: true };
    for (const ours of [
      { originalMessageIds: [`<${bytes.toString('hex')}@example.org>`] },
      { originalTokens: [token] },
      { originalTokens: [mintLeavingToken(store.ring, ref)] },
      { originalMessageIds: [] },
    ])
      expect((await applyReport(store, bounce([token], { ...foreign, ...ours }), looked)).effect).toBe('removed');
    // SES gives each mail a Message-ID of its own.
    await store.db.updateTable('deliveries').set({ relay_id: '0102018e-b6f5' }).execute();
    const renamed = { originalMessageIds: ['<0102018e-b6f5@eu-west-1.amazonses.test>'] };
    expect((await about(renamed)).effect).toBe('removed');
  });

  it('a domain that a server could not find for now is a strike, and only three over weeks end the subscription', async () => {
    const { store, token, state } = await mailed(fresh);
    const gone = { reason: 'unknown-host', isPermanent: false, status: '4.0.0' } as const;
    expect((await applyReport(store, bounce([token], gone), occasion)).effect).toBe('struck');
    expect(await state()).toBe('active');
  });

  it('a server that repeats the reader in every spelling leaves no trace of them in the table or in what is told', async () => {
    const { store, token } = await mailed(fresh);
    const words = [
      `550 5.1.1 <${known}>: unknown; ${address}; LENA.READER+NEWS at пошта.бел; lena.reader=2Bnews=40xn--80a1acny.xn--90ais`,
      `lena.reader+news; ${Buffer.from(known).toString('base64')}; bounce+${token}@bounces.example.org`,
    ].join(' ');
    const applied = await applyReport(store, bounce([token], { words }), occasion);
    const row = await store.db.selectFrom('deliveries').select(['bounce_words', 'bounce_reason']).executeTakeFirst();
    expect(row?.bounce_words).toMatch(/^550 5\.1\.1 /);
    for (const text of [JSON.stringify(applied), JSON.stringify(row)])
      for (const part of ['lena', 'пошта', 'xn--80a1', token, Buffer.from(known).toString('base64').slice(0, 20)])
        expect(text.toLowerCase()).not.toContain(part.toLowerCase());
  });

  it('of a reader who was forgotten no word of the server is kept, only its code', async () => {
    const { store, token, ref } = await mailed(fresh);
    await forget(store, ref, { keepHash: false, now });
    const words = `550 5.1.1 ${known.split('@')[0]} is unknown`;
    expect((await applyReport(store, bounce([token], { words }), occasion)).effect).toBe('gone');
    expect(await store.db.selectFrom('deliveries').select('bounce_words').execute()).toEqual([
      { bounce_words: '5.1.1' },
    ]);
  });

  it('the address to leave by works for years: without the delivery, and after new keys were made by another program', async () => {
    const { store, ref, bytes, state } = await mailed(fresh);
    const other = await fresh.again(store);
    const { masterKey } = fresh.sourceOf(store);
    const old = mintLeavingToken(store.ring, ref);
    await makeNextKeys(other, masterKey, now);
    await resealAddresses(other, { signal: new AbortController().signal });
    await other.readKeysAgain();
    while ((await countOldDeliveries(store, later(91 * 86_400_000))) > 0);
    const leave = (token: string) => applyReport(store, { kind: 'unsubscribe', tokens: [token] }, occasion);
    expect((await leave(mintBounceToken(other.ring, randomBytes(16)))).effect).toBe('gone');
    expect((await leave(mintLeavingToken(other.ring, ref))).effect).toBe('unsubscribed');
    expect(await state()).toBe('unsubscribed');
    expect((await leave(old)).effect).toBe('known');
    expect((await applyReport(store, bounce([mintBounceToken(other.ring, bytes)]), occasion)).effect).toBe('gone');
  });

  it('an address of version 0.1, which named the delivery, still lets its reader go', async () => {
    const { store, token, state } = await mailed(fresh);
    expect((await applyReport(store, { kind: 'unsubscribe', tokens: [token] }, occasion)).effect).toBe('unsubscribed');
    expect(await state()).toBe('unsubscribed');
  });

  it('a complaint is proved by the address to leave by as well, a bounce is not, and machines complain of nothing', async () => {
    const { store, ref, token, state } = await mailed(fresh);
    const leaving = mintLeavingToken(store.ring, ref);
    expect((await applyReport(store, bounce([leaving]), occasion)).effect).toBe('unproven');
    expect((await applyReport(store, complaint([leaving], 'auth-failure'), occasion)).effect).toBe('unproven');
    expect((await applyReport(store, complaint([token], 'auth-failure'), occasion)).effect).toBe('ours');
    expect(await state()).toBe('active');
    expect((await applyReport(store, complaint([leaving]), occasion)).effect).toBe('complained');
    expect(await state()).toBe('complained');
  });

  it('a dry run says what would happen, and nothing has', async () => {
    const { store, ref, token, state } = await mailed(fresh);
    const before = await store.db.selectFrom('deliveries').selectAll().execute();
    const dry = { ...occasion, isDryRun: true };
    const leaving = [mintLeavingToken(store.ring, ref)];
    expect((await applyReport(store, bounce([token]), dry)).effect).toBe('removed');
    expect((await applyReport(store, complaint([token]), dry)).effect).toBe('complained');
    expect((await applyReport(store, complaint(leaving), dry)).effect).toBe('complained');
    expect((await applyReport(store, { kind: 'unsubscribe', tokens: leaving }, dry)).effect).toBe('unsubscribed');
    expect(await store.db.selectFrom('deliveries').selectAll().execute()).toEqual(before);
    expect([await state(), await store.db.selectFrom('suppressions').selectAll().execute()]).toEqual(['active', []]);
  });
});
