import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { askForDataLink } from '#store/data-link.ts';
import { forget } from '#store/forgetting.ts';
import { keepLeavingReason } from '#store/leaving-reason.ts';
import type { Store } from '#store/open.ts';
import { personalData } from '#store/personal-data.ts';
import { signUp } from '#store/sign-up.ts';
import { mailingStatus } from '#store/status.ts';
import { reasonsForLeaving } from '#store/subscriber-stats.ts';
import { addSubscriber, findByAddress, unsubscribe } from '#store/subscribers.ts';
import { inTransaction } from '#store/transaction.ts';
import { keepUp } from '#store/upkeep.ts';
import { later, now, onBothDatabases } from './both-databases.ts';
import { addReaders, approve, issue, person } from './people.ts';

const address = 'forgetmenot@example.org';
const minute = 60_000;

/** Somebody of whom every table knows something. */
async function known(store: Store): Promise<Buffer> {
  await addReaders(store, 3);
  await addSubscriber(store, person(address), now);
  await signUp(store, { address, list: 'en', source: 'form' }, now);
  await approve(store);
  const ref = (await findByAddress(store, address))?.ref ?? Buffer.alloc(16);
  await askForDataLink(store, ref, now);
  return ref;
}

/** Every byte of a database of SQLite: its file and its log. */
async function bytesOf({ place }: Store): Promise<Buffer> {
  const names = (await readdir(dirname(place))).filter(name => name.startsWith(basename(place)));
  return Buffer.concat(await Promise.all(names.map(name => readFile(join(dirname(place), name)))));
}

onBothDatabases(fresh => {
  it('data is all that the tables know of somebody, and of nobody else', async () => {
    const store = await fresh.store();
    const ref = await known(store);
    expect(await personalData(store, ref)).toMatchObject({
      ...{ address, list: 'en', form: 'normal', state: 'active', provider: 'other', pausedUntil: null },
      consent: { source: 'test', at: now.toISOString(), words: null },
      signUp: { list: 'en', source: 'form' },
      mailsWaiting: [{ kind: 'known' }, { kind: 'data' }],
      issues: [{ issue, list: 'en', state: 'queued' }],
      suppressed: null,
    });
    expect(JSON.stringify(await personalData(store, ref))).not.toContain('reader1');
    expect(await personalData(store, Buffer.alloc(16))).toBeUndefined();
  });

  it('the link to it is mailed once in ten minutes, whatever the state of somebody', async () => {
    const store = await fresh.store();
    const ref = await known(store);
    await unsubscribe(store, ref, later(1));
    const asked: boolean[] = [];
    for (const ms of [1, 10 * minute - 1, 10 * minute, -minute])
      asked.push(await askForDataLink(store, ref, later(ms)));
    expect(asked).toEqual([false, false, true, true]);
    expect(await askForDataLink(store, Buffer.alloc(16), now)).toBe(false);
  });

  it('whoever presses the button all day gets three mails, the next day again, and of who is forgotten no count stays', async () => {
    const store = await fresh.store();
    const ref = await known(store);
    let mails = 0;
    const pressed = async (from: number): Promise<number> => {
      for (let at = 0; at < 60; at += 1)
        mails += Number(await askForDataLink(store, ref, later(from + at * 10 * minute)));
      return mails;
    };
    // `known` has asked once.
    expect(await pressed(10 * minute)).toBe(2);
    expect(await pressed(24 * 60 * minute)).toBe(5);
    expect(await store.db.selectFrom('sign_up_counts').selectAll().execute()).toHaveLength(2);
    await forget(store, ref, { keepHash: false, now: later(35 * 60 * minute) });
    expect(await store.db.selectFrom('sign_up_counts').selectAll().execute()).toEqual([]);
  });

  it('forgetting reaches every table; the count of the mailing stays', async () => {
    const store = await fresh.store();
    for (const keepHash of [true, false]) {
      const ref = await known(store);
      const { id } = await store.db
        .selectFrom('subscribers')
        .select('id')
        .where('ref', '=', ref)
        .executeTakeFirstOrThrow();
      expect(await forget(store, ref, { keepHash, now })).toBe(true);
      for (const table of ['sign_ups', 'outbox', 'deliveries'] as const)
        expect(await store.db.selectFrom(table).selectAll().where('subscriber_id', '=', id).execute(), table).toEqual(
          [],
        );
      expect(await store.db.selectFrom('suppressions').selectAll().execute()).toHaveLength(keepHash ? 1 : 0);
      expect(await mailingStatus(store, issue)).toMatchObject({ recipients: 4, counts: { queued: 3, cancelled: 1 } });
      await store.db.deleteFrom('suppressions').execute();
      await store.db.deleteFrom('mailings').execute();
    }
  });

  it('a reason for leaving is counted once somebody has left, the last one, and is gone when they are back', async () => {
    const store = await fresh.store();
    const ref = await known(store);
    expect(await keepLeavingReason(store, ref, 'too-many')).toBe(false);
    await unsubscribe(store, ref, later(1));
    expect(await keepLeavingReason(store, ref, 'too-many')).toBe(true);
    expect(await keepLeavingReason(store, ref, 'not-safe')).toBe(true);
    expect(await reasonsForLeaving(store)).toMatchObject({ 'too-many': 0, 'not-safe': 1, unsaid: 0 });
  });

  it('of somebody forgotten no byte is left in the files', async ({ skip }) => {
    if (fresh.kind !== 'sqlite') skip('PostgreSQL overwrites in its own time');
    const store = await fresh.store();
    const ref = await known(store);
    const row = await store.db.selectFrom('subscribers').selectAll().where('ref', '=', ref).executeTakeFirstOrThrow();
    const traces = { ref, sealed: row.sealed, index: row.address_index };
    const before = await bytesOf(store);
    for (const [name, bytes] of Object.entries(traces)) expect(before.includes(bytes), name).toBe(true);
    await forget(store, ref, { keepHash: false, now });
    const after = await bytesOf(store);
    for (const [name, bytes] of Object.entries(traces)) expect(after.includes(bytes), name).toBe(false);
    expect(after.includes(address)).toBe(false);
    expect(after.length).toBeGreaterThan(50_000);
  });

  it('while another program reads or writes, forgetting is done all the same, and its bytes go later', async ({
    skip,
  }) => {
    if (fresh.kind !== 'sqlite') skip('PostgreSQL overwrites in its own time');
    const store = await fresh.store();
    const ref = await known(store);
    const other = await fresh.again(store);
    let isForgotten = false;
    await other.db
      .transaction()
      .setAccessMode('read only')
      .execute(async reading => {
        await reading.selectFrom('subscribers').selectAll().execute();
        isForgotten = await forget(store, ref, { keepHash: false, now });
        expect((await bytesOf(store)).includes(ref)).toBe(true);
      });
    expect(isForgotten).toBe(true);
    await inTransaction(other, async writing => {
      await writing.updateTable('subscribers').set({ changed_at: 1 }).execute();
      expect(await store.scrub()).toBe(false);
    });
    // Another program with the same database knows it, too.
    expect(other.owesScrub()).toBe(true);
    await keepUp(store, now, new AbortController().signal);
    expect((await bytesOf(store)).includes(ref)).toBe(false);
    expect(other.owesScrub()).toBe(false);
  });
});
