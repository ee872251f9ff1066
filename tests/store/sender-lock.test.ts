import type { ChildProcess } from 'node:child_process';
import { sql } from 'kysely';
import { afterEach, describe, expect, it } from 'vitest';
import { recoverDead } from '#store/dead-senders.ts';
import { claimDeliveries, markSending } from '#store/deliveries.ts';
import { cancelMailing, finishMailingIfDone } from '#store/mailing-control.ts';
import { findMailing } from '#store/mailings.ts';
import { migrate } from '#store/migrate.ts';
import { openStore } from '#store/open.ts';
import { takeOutboxLock } from '#store/outbox-lock.ts';
import { settleDeliveries } from '#store/outcomes.ts';
import { ourSchemaVersion } from '#store/schema-version.ts';
import { acquireSender, type Sender } from '#store/sender-lock.ts';
import { listDeliveries, mailingStatus } from '#store/status.ts';
import { retryUncertain } from '#store/uncertain-retry.ts';
import { later, now, onBothDatabases } from './both-databases.ts';
import { addReaders, approve, issue } from './people.ts';
import { kill, startSender } from './processes.ts';

const me = { now, host: 'this-host', pid: process.pid };
const leaseMs = 60_000;

onBothDatabases(fresh => {
  const children: ChildProcess[] = [];
  const senders: Sender[] = [];
  const acquire = async (...args: Parameters<typeof acquireSender>): Promise<Sender> => {
    const sender = await acquireSender(...args);
    senders.push(sender);
    return sender;
  };
  const start = async (...args: Parameters<typeof startSender>): Promise<ChildProcess> => {
    const child = await startSender(...args);
    children.push(child);
    return child;
  };
  afterEach(async () => {
    for (const child of children.splice(0)) await kill(child);
    senders.splice(0);
  });

  describe('a sender that was killed', () => {
    it('leaves what it had on the wire uncertain and its claims free, each row accounted for', async () => {
      const store = await fresh.store();
      await addReaders(store, 25);
      const { id } = await approve(store);
      const child = await start(fresh.sourceOf(store), '4');
      expect(await mailingStatus(store, issue)).toMatchObject({ counts: { sending: 4, queued: 21 } });
      await kill(child);
      const sender = await acquire(store, me);
      expect(await mailingStatus(store, issue)).toMatchObject({ recipients: 25, counts: { uncertain: 4, queued: 21 } });
      const uncertain = await listDeliveries(store, { issue, state: 'uncertain' });
      expect(uncertain).toHaveLength(4);
      const claims = await claimDeliveries(store, { worker: sender.id, limit: 100, now, leaseMs });
      expect(claims).toHaveLength(21);
      const ids = claims.map(claim => claim.id);
      await markSending(store, { worker: sender.id, ids, now });
      const outcomes = ids.map(each => ({ id: each, state: 'sent' as const, answer: '250 Ok' }));
      await settleDeliveries(store, { worker: sender.id, outcomes, now });
      expect(await finishMailingIfDone(store, id, now)).toBe(true);
      // Only a person sends those again, and with the same bytes.
      expect(await retryUncertain(store, issue, later(1))).toBe(4);
      expect(await findMailing(store, issue)).toMatchObject({ state: 'sending' });
      const again = await claimDeliveries(store, { worker: sender.id, limit: 100, now: later(1), leaseMs });
      const bytes = (rows: readonly { readonly bytes: Buffer }[]): string[] =>
        rows.map(row => row.bytes.toString('hex')).sort();
      expect(bytes(again)).toEqual(bytes(uncertain));
      expect(again.map(({ attempts }) => attempts)).toEqual([1, 1, 1, 1]);
      await cancelMailing(store, issue, later(2));
      await expect(retryUncertain(store, issue, later(3))).rejects.toMatchObject({ code: 'mailing-over' });
      await sender.release(now);
    });

    it('in the middle of approving leaves a whole mailing or none', async () => {
      for (const pauseMs of [0, 5, 15, 30]) {
        const store = await fresh.store();
        await addReaders(store, 5_000);
        const child = await start(fresh.sourceOf(store), 'freeze');
        await new Promise(resolve => setTimeout(resolve, pauseMs));
        await kill(child);
        const mailing = await findMailing(store, issue);
        if (mailing === undefined) expect(await approve(store)).toMatchObject({ recipients: 5_000 });
        const { recipients, counts } = await mailingStatus(store, issue);
        expect([recipients, counts.queued]).toEqual([5_000, 5_000]);
        await store.close();
      }
    });
  });

  it('a sender that ends in order frees its claims, and what is still on the wire is uncertain', async () => {
    const store = await fresh.store();
    await addReaders(store, 5);
    await approve(store);
    const sender = await acquire(store, me);
    const claims = await claimDeliveries(store, { worker: sender.id, limit: 5, now, leaseMs });
    const [first] = claims.map(({ id }) => id);
    await markSending(store, { worker: sender.id, ids: [first ?? 0], now });
    await sender.release(now);
    expect(await mailingStatus(store, issue)).toMatchObject({ counts: { uncertain: 1, queued: 4 } });
    const next = await acquire(store, me);
    expect(next.id).not.toBe(sender.id);
    expect(await claimDeliveries(store, { worker: next.id, limit: 5, now, leaseMs })).toHaveLength(4);
    // The late answer of the first one still tells.
    const outcomes = [{ id: first ?? 0, state: 'sent' as const, answer: '250 Ok' }];
    expect(await settleDeliveries(store, { worker: sender.id, outcomes, now })).toBe(1);
    expect(await mailingStatus(store, issue)).toMatchObject({ counts: { uncertain: 0, sent: 1, queued: 4 } });
    await next.release(now);
  });

  it('a sender that was taken for dead while it lived, claimed again and then died leaves nothing held', async () => {
    const store = await fresh.store();
    await addReaders(store, 6);
    await approve(store);
    const [first] = await claimDeliveries(store, { worker: 77, limit: 4, now, leaseMs });
    await markSending(store, { worker: 77, ids: [first?.id ?? 0], now });
    const sender = await acquire(store, me);
    expect(await mailingStatus(store, issue)).toMatchObject({ counts: { uncertain: 1, queued: 5 } });
    expect(await claimDeliveries(store, { worker: sender.id, limit: 9, now, leaseMs })).toHaveLength(5);
    await sender.release(now);
  });

  it('what waits for a moment that only a clock gone wrong can have set is tried again', async () => {
    const store = await fresh.store();
    await addReaders(store, 2);
    await approve(store);
    const claims = await claimDeliveries(store, { worker: 1, limit: 2, now, leaseMs });
    const ids = claims.map(({ id }) => id);
    await markSending(store, { worker: 1, ids, now });
    const [soon = 0, far = 0] = ids;
    const outcomes = [
      { id: soon, state: 'deferred' as const, answer: '451', nextAttempt: later(12 * 3_600_000) },
      { id: far, state: 'deferred' as const, answer: '451', nextAttempt: later(10 * 365 * 86_400_000) },
    ];
    await settleDeliveries(store, { worker: 1, outcomes, now });
    const sender = await acquire(store, me);
    const next = await claimDeliveries(store, { worker: sender.id, limit: 2, now, leaseMs });
    expect(next.map(({ id }) => id)).toEqual([far]);
    await sender.release(now);
  });

  it('nobody migrates while a sender lives, and the refusal says who it is', async () => {
    const store = await fresh.store();
    const source = fresh.sourceOf(store);
    const sender = await acquire(store, me);
    await store.db.deleteFrom('migrations').where('version', '=', ourSchemaVersion).execute();
    await expect(migrate(source, now)).rejects.toMatchObject({
      code: 'sender-busy',
      message: expect.stringContaining(`process ${process.pid} on this-host, since 2024-04-22`),
    });
    await store.db
      .insertInto('migrations')
      .values({ version: ourSchemaVersion, name: 'again', applied_at: 0 })
      .execute();
    expect(await migrate(source, now)).toMatchObject({ done: [] });
    await sender.release(now);
  });

  it('nobody migrates while the doors send, and whoever mails an issue does not mind them', async () => {
    const store = await fresh.store();
    const source = fresh.sourceOf(store);
    const doors = await takeOutboxLock(store);
    expect(await takeOutboxLock(await fresh.again(store))).toBeUndefined();
    const sender = await acquire(store, me);
    await sender.release(now);
    await store.db.deleteFrom('migrations').where('version', '=', ourSchemaVersion).execute();
    await expect(migrate(source, now)).rejects.toMatchObject({ code: 'sender-busy' });
    await doors?.release();
    await store.db
      .insertInto('migrations')
      .values({ version: ourSchemaVersion, name: 'again', applied_at: 0 })
      .execute();
    expect(await migrate(source, now)).toMatchObject({ done: [] });
  });

  if (fresh.kind === 'sqlite') {
    it('a second sender is refused and told who the first is, in this process and in another', async () => {
      const store = await fresh.store();
      const source = fresh.sourceOf(store);
      const child = await start(source, '0');
      await expect(acquire(store, me)).rejects.toMatchObject({
        code: 'sender-busy',
        message: expect.stringContaining(`process ${child.pid} on another-host`),
        hint: expect.stringContaining('SIGTERM'),
      });
      await kill(child);
      const sender = await acquire(store, me);
      await expect(acquire(await openStore(source), me)).rejects.toMatchObject({ code: 'sender-busy' });
      await expect(startSender(source, '0')).rejects.toThrow(/sender-busy|process \d+ on this-host/);
      await sender.release(now);
    });
  } else {
    it('several senders share the work, and each knows the dead from the living', async () => {
      const store = await fresh.store();
      await addReaders(store, 30);
      await approve(store);
      const child = await start(fresh.sourceOf(store), '3');
      const sender = await acquire(store, me);
      expect(await recoverDead(store, sender, now)).toBe(0);
      expect(await claimDeliveries(store, { worker: sender.id, limit: 99, now, leaseMs })).toHaveLength(20);
      expect(await mailingStatus(store, issue)).toMatchObject({ counts: { sending: 3, queued: 27 } });
      await kill(child);
      let uncertain = 0;
      // The server notices the end of a connection by itself, a moment later.
      for (let tries = 0; uncertain === 0 && tries < 1_000; tries += 1)
        uncertain += await recoverDead(store, sender, now);
      expect(uncertain).toBe(3);
      expect(await claimDeliveries(store, { worker: sender.id, limit: 99, now, leaseMs })).toHaveLength(7);
      await sender.release(now);
    });

    it('a sender whose session is cut learns it at once', async () => {
      const store = await fresh.store();
      const sender = await acquire(store, me);
      expect(sender.lost.aborted).toBe(false);
      const lost = new Promise(resolve => sender.lost.addEventListener('abort', resolve));
      await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'vesnik sender'`.execute(
        store.db,
      );
      await lost;
      expect(sender.lost.aborted).toBe(true);
      await sender.release(now);
    });

    it('no sender starts while somebody migrates', async () => {
      const store = await fresh.store();
      const migrating = await fresh.again(store);
      await sql`select pg_advisory_lock(${0x7665736e}::int, 0)`.execute(migrating.db);
      await expect(acquire(store, me)).rejects.toMatchObject({ code: 'sender-busy' });
    });
  }
});
