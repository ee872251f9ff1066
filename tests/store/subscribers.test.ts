import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { forget } from '#store/forgetting.ts';
import { growthByMonth, reasonsForLeaving, subscriberStats } from '#store/subscriber-stats.ts';
import {
  addSubscriber,
  allSubscribers,
  findByAddress,
  findByRef,
  moveSubscriber,
  unsubscribe,
} from '#store/subscribers.ts';
import { suppress } from '#store/suppressions.ts';
import { later, now, onBothDatabases } from './both-databases.ts';
import { addReaders, approve, person } from './people.ts';

onBothDatabases(fresh => {
  describe('a subscriber', () => {
    it('is found by any spelling of the address and by reference, with all that was given', async () => {
      const store = await fresh.store();
      const given = person('Чытач@Пошта.бел', { list: 'be', form: 'discreet', consent: { source: 'fair', at: now } });
      expect(await addSubscriber(store, given, now)).toBe('added');
      const found = await findByAddress(store, 'чытач@пошта.бел.');
      expect(found).toMatchObject({
        address: 'Чытач@xn--80a1acn3a.xn--90ais',
        list: 'be',
        form: 'discreet',
        state: 'active',
        consent: { source: 'fair', at: now },
        createdAt: now,
      });
      expect(found?.ref).toHaveLength(16);
      expect(await findByRef(store, found?.ref ?? randomBytes(16))).toEqual(found);
      expect(await findByRef(store, randomBytes(16))).toBeUndefined();
      expect(await findByAddress(store, 'nobody@example.org')).toBeUndefined();
    });

    it('is there once, however the address is written, and stays on the first list', async () => {
      const store = await fresh.store();
      expect(await addSubscriber(store, person('Reader@Example.org'), now)).toBe('added');
      expect(await addSubscriber(store, person('reader@EXAMPLE.ORG.', { list: 'ru' }), now)).toBe('known');
      expect((await findByAddress(store, 'reader@example.org'))?.list).toBe('en');
      expect(await addSubscriber(store, person('reader+1@example.org'), now)).toBe('added');
      expect(await addSubscriber(store, person('rea.der@example.org'), now)).toBe('added');
    });

    it('is refused when the address would not be one mailbox in an envelope', async () => {
      const store = await fresh.store();
      await expect(addSubscriber(store, person('a@b.example>\r\nRCPT TO:<e@x.example>'), now)).rejects.toMatchObject({
        code: 'address-refused',
        message: expect.not.stringContaining('b.example'),
      });
      expect(await subscriberStats(store)).toEqual({});
    });

    it('moves to another list, into another form, or both, and alone', async () => {
      const store = await fresh.store();
      await addSubscriber(store, person('reader@example.org'), now);
      await addSubscriber(store, person('other@example.org'), now);
      const ref = (await findByAddress(store, 'reader@example.org'))?.ref ?? randomBytes(16);
      for (const [change, after] of [
        [{ list: 'be-ru' }, { list: 'be-ru', form: 'normal' }],
        [{ form: 'discreet' }, { list: 'be-ru', form: 'discreet' }],
        [
          { list: 'ru', form: 'plain' },
          { list: 'ru', form: 'plain' },
        ],
      ] as const) {
        expect(await moveSubscriber(store, ref, { ...change, now: later(1) })).toBe(true);
        expect(await findByRef(store, ref)).toMatchObject({ ...after, state: 'active' });
      }
      expect(await findByAddress(store, 'other@example.org')).toMatchObject({ list: 'en', form: 'normal' });
      expect(await moveSubscriber(store, randomBytes(16), { list: 'be', now: later(1) })).toBe(false);
    });

    it('leaves once and for all: no addition brings them back', async () => {
      const store = await fresh.store();
      await addSubscriber(store, person('reader@example.org'), now);
      const ref = (await findByAddress(store, 'reader@example.org'))?.ref ?? randomBytes(16);
      expect(await unsubscribe(store, ref, later(1))).toBe(true);
      expect(await unsubscribe(store, ref, later(2))).toBe(true);
      expect(await unsubscribe(store, randomBytes(16), later(2))).toBe(false);
      expect(await addSubscriber(store, person('READER@example.org'), later(3))).toBe('known');
      expect((await findByAddress(store, 'reader@example.org'))?.state).toBe('unsubscribed');
    });

    it('who complained keeps that state, and nobody on the suppression list is added', async () => {
      const store = await fresh.store();
      await addSubscriber(store, person('reader@example.org'), now);
      await suppress(store, 'reader@example.org', 'complained', later(1));
      await suppress(store, 'stranger@example.org', 'bounced', later(1));
      const ref = (await findByAddress(store, 'reader@example.org'))?.ref ?? randomBytes(16);
      expect(await unsubscribe(store, ref, later(2))).toBe(true);
      expect((await findByAddress(store, 'reader@example.org'))?.state).toBe('complained');
      expect(await addSubscriber(store, person('Stranger@example.org'), later(2))).toBe('suppressed');
      expect(await findByAddress(store, 'stranger@example.org')).toBeUndefined();
    });

    it('who is forgotten with a hash cannot be added again; without a trace, they can', async () => {
      const store = await fresh.store();
      for (const [address, keepHash, admission] of [
        ['hash@example.org', true, 'suppressed'],
        ['trace@example.org', false, 'added'],
      ] as const) {
        await addSubscriber(store, person(address), now);
        const ref = (await findByAddress(store, address))?.ref ?? randomBytes(16);
        expect(await forget(store, ref, { keepHash, now: later(1) })).toBe(true);
        expect(await findByRef(store, ref)).toBeUndefined();
        expect(await forget(store, ref, { keepHash, now: later(1) })).toBe(false);
        expect(await addSubscriber(store, person(address), later(2))).toBe(admission);
      }
    });
  });

  it('nobody is named by what the tables hold', async () => {
    const store = await fresh.store();
    await addSubscriber(store, person('Readerova@secret-domain.example'), now);
    await suppress(store, 'complainer@secret-domain.example', 'complained', now);
    await approve(store);
    for (const { name } of await store.db.introspection.getTables()) {
      const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(store.db);
      const held = rows.flatMap(row => Object.values(row));
      const texts = held.map(value => (Buffer.isBuffer(value) ? value.toString('latin1') : String(value)));
      expect(texts.join('\n')).not.toMatch(/reader|secret|complainer/i);
    }
  });

  it('every subscriber is listed once, in batches, and counted by list and state', async () => {
    const store = await fresh.store();
    await addReaders(store, 25, ['en', 'be']);
    await addSubscriber(store, person('waiting@example.org', { state: 'pending', list: 'ru' }), now);
    const addresses: string[] = [];
    for await (const { address } of allSubscribers(store, { batch: 10 })) addresses.push(address);
    expect(new Set(addresses).size).toBe(26);
    const active: string[] = [];
    for await (const { address } of allSubscribers(store, { states: ['active'], batch: 10 })) active.push(address);
    expect(active).toHaveLength(25);
    const none = { pending: 0, active: 0, unsubscribed: 0, bounced: 0, complained: 0 };
    expect(await subscriberStats(store)).toEqual({
      be: { ...none, active: 12 },
      en: { ...none, active: 13 },
      ru: { ...none, pending: 1 },
    });
  });

  it('months and reasons are counted, of whoever is pending or forgotten nothing', async () => {
    const store = await fresh.store();
    expect(await growthByMonth(store, now)).toEqual([]);
    const join = async (name: string, day: string, state: 'active' | 'pending' = 'active'): Promise<Buffer> => {
      await addSubscriber(store, person(`${name}@example.org`, { state }), new Date(day));
      return (await findByAddress(store, `${name}@example.org`))?.ref ?? randomBytes(16);
    };
    const stays = await join('stays', '2024-01-31T23:59:59Z');
    const leaves = await join('leaves', '2024-02-01T00:00:00Z');
    const forgets = await join('forgets', '2024-02-01T00:00:00Z');
    await join('waits', '2024-02-02T00:00:00Z', 'pending');
    await unsubscribe(store, leaves, new Date('2024-04-01T00:00:00Z'));
    await forget(store, forgets, { keepHash: true, now });
    expect(await growthByMonth(store, now)).toEqual([
      { month: '2024-01', joined: 1, left: 0, growth: 1, active: 1 },
      { month: '2024-02', joined: 1, left: 0, growth: 1, active: 2 },
      { month: '2024-03', joined: 0, left: 0, growth: 0, active: 2 },
      { month: '2024-04', joined: 0, left: 1, growth: -1, active: 1 },
    ]);
    expect(await reasonsForLeaving(store)).toMatchObject({ unsaid: 1, 'too-many': 0 });
    await store.db.updateTable('subscribers').set({ left_reason: 'too-many' }).where('ref', '=', leaves).execute();
    await store.db.updateTable('subscribers').set({ left_reason: 'other' }).where('ref', '=', stays).execute();
    expect(await reasonsForLeaving(store)).toMatchObject({ unsaid: 0, 'too-many': 1, other: 0 });
  });
});
