import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, it, onTestFinished } from 'vitest';
import { backUp } from '#store/backup.ts';
import { type Database, openDatabase } from '#store/database.ts';
import { claimDeliveries, markSending } from '#store/deliveries.ts';
import { migrate, migrateTo } from '#store/migrate.ts';
import { migrations } from '#store/migrations/all.ts';
import { openStore, type Store } from '#store/open.ts';
import { restoreBackup } from '#store/restore.ts';
import { schemaShape } from '#store/schema-shape.ts';
import { ourSchemaVersion } from '#store/schema-version.ts';
import { acquireSender } from '#store/sender-lock.ts';
import { signUp } from '#store/sign-up.ts';
import { mailingStatus } from '#store/status.ts';
import { addSubscribers } from '#store/subscriber-admission.ts';
import { allSubscribers, findByAddress } from '#store/subscribers.ts';
import { suppress } from '#store/suppressions.ts';
import { now, onBothDatabases } from './both-databases.ts';
import { addReaders, approve, issue, person } from './people.ts';

onBothDatabases(fresh => {
  it('has every row of every table, and gives the same database back on either kind', async () => {
    const store = await busyStore();
    const taken = await bytesOf(store);
    const { masterKey } = fresh.sourceOf(store);
    const { url } = await fresh.source();
    for (const place of [url, ...(fresh.kind === 'postgres' ? [await sqliteUrl()] : [])]) {
      const database = await openDatabase(place, { makeIfMissing: true });
      const { rows, paused } = await restoreBackup(database, chunks(taken), now);
      expect(paused).toEqual([{ issue, waiting: 26, uncertain: 0 }]);
      expect(rows).toMatchObject({ subscribers: 31, deliveries: 30, keys: 3, sign_ups: 1, outbox: 1, senders: 1 });
      expect(await withoutState(database)).toEqual(await withoutState(store));
      await database.close();
      const restored = await openStore({ url: place, masterKey });
      expect(await addresses(restored)).toEqual(await addresses(store));
      expect((await mailingStatus(restored, issue)).counts).toMatchObject({ sending: 3, queued: 26, cancelled: 1 });
      // New rows get ids of their own, and who was on the wire is accounted for.
      expect(await addSubscribers(restored, [person('newcomer@example.org')], now)).toEqual(['added']);
      const sender = await acquireSender(restored, { now, host: 'new', pid: 1 });
      expect((await mailingStatus(restored, issue)).counts.uncertain).toBe(3);
      await sender.release(now);
      await restored.close();
    }
  });

  it('holds no address and no master key, whatever a program makes of its base64', async () => {
    const store = await busyStore();
    const text = (await bytesOf(store)).toString('utf8');
    const decoded = [...text.matchAll(/"([A-Za-z0-9+/]{8,}=*)"/g)].map(([, bytes]) =>
      Buffer.from(bytes ?? '', 'base64').toString('latin1'),
    );
    expect(decoded.length).toBeGreaterThan(90);
    const { masterKey } = fresh.sourceOf(store);
    for (const all of [text, decoded.join('\n')]) {
      expect(all).not.toMatch(/reader\d|asking/i);
      expect(all).not.toContain(Buffer.from(masterKey).toString('base64'));
      expect(all).not.toContain(Buffer.from(masterKey).toString('latin1'));
    }
  });

  it('is of one moment though others write while it is made, and keeps none of them waiting', async () => {
    const store = await fresh.store();
    await addReaders(store, 40);
    const writer = await fresh.again(store);
    let added = 0;
    const taken = await bytesOf(store, async () => {
      added += 1;
      await addSubscribers(writer, [person(`late${added}@example.org`)], now);
      await suppress(writer, `reader${added}@example.org`, 'operator', now);
    });
    expect(added).toBeGreaterThan(5);
    const { url, masterKey } = await fresh.source();
    const database = await openDatabase(url, { makeIfMissing: true });
    const { rows } = await restoreBackup(database, chunks(taken), now);
    expect(rows).toMatchObject({ subscribers: 40, suppressions: 0 });
    await database.close();
    await expect(openStore({ url, masterKey })).rejects.toMatchObject({ code: 'wrong-key', kind: 'usage' });
    const restored = await openStore({ url, masterKey: fresh.sourceOf(store).masterKey });
    expect((await findByAddress(restored, 'reader1@example.org'))?.state).toBe('active');
    await restored.close();
  });

  it('goes into an empty place only, and leaves a place that is taken as it was', async () => {
    const store = await fresh.store();
    await addReaders(store, 2);
    const taken = await bytesOf(store);
    await expect(restoreBackup(store, chunks(taken), now)).rejects.toMatchObject({ code: 'place-taken' });
    const migrated = await fresh.store();
    await expect(restoreBackup(migrated, chunks(taken), now)).rejects.toMatchObject({ code: 'place-taken' });
    expect(await addresses(migrated)).toEqual([]);
  });

  it('goes into a place whose tables were only half made when a restore was killed, but not among rows of an older version', async () => {
    const store = await fresh.store();
    await addReaders(store, 2);
    const taken = await bytesOf(store);
    for (const isInUse of [false, true]) {
      const place = await openDatabase((await fresh.source()).url, { makeIfMissing: true });
      await migrateTo(place, migrations.slice(0, 5), now);
      if (isInUse) await suppressOne(place);
      const restored = restoreBackup(place, chunks(taken), now);
      if (isInUse) await expect(restored).rejects.toMatchObject({ code: 'place-taken' });
      else expect((await restored).rows.subscribers).toBe(2);
      await place.close();
    }
  });

  it('that is cut off or changed anywhere restores nothing, and the place is still empty for a good one', async () => {
    const store = await busyStore();
    const taken = await bytesOf(store);
    const lines = taken.toString('utf8').split('\n');
    const at = lines.findIndex(line => line.startsWith('[1,')) + 1;
    const broken = [
      Buffer.alloc(0),
      taken.subarray(0, taken.length / 2),
      taken.subarray(0, taken.lastIndexOf('{"end"')),
      Buffer.concat([taken, Buffer.from('[1]\n')]),
      Buffer.from(lines.toSpliced(at, 1).join('\n')),
      Buffer.from(lines.toSpliced(at, 0, lines[at] ?? '').join('\n')),
      Buffer.from(taken.toString('utf8').replace('"test"', '"tost"')),
      Buffer.from(taken.toString('utf8').replace('"table":"subscribers"', '"table":"sqlite_master"')),
      randomBytes(1000),
    ];
    const { url } = await fresh.source();
    const database = await openDatabase(url, { makeIfMissing: true });
    for (const bytes of broken) {
      await expect(restoreBackup(database, chunks(bytes), now)).rejects.toMatchObject({ code: 'backup-damaged' });
    }
    expect((await restoreBackup(database, chunks(taken), now)).rows.subscribers).toBe(31);
    await database.close();
  });

  it('of an older schema is made and restored as it was, and migrates on; one of a newer schema is refused', async () => {
    const { url, masterKey } = await fresh.source();
    const old = await openDatabase(url, { makeIfMissing: true });
    await expect(bytesOf(old)).rejects.toMatchObject({ code: 'nothing-here' });
    await migrateTo(old, migrations.slice(0, 1), now);
    await suppressOne(old);
    const taken = await bytesOf(old);
    await old.close();
    const place = (await fresh.source()).url;
    const database = await openDatabase(place, { makeIfMissing: true });
    const { head, rows } = await restoreBackup(database, chunks(taken), now);
    expect([head.schema, rows]).toEqual([1, { keys: 0, subscribers: 0, suppressions: 1 }]);
    await database.close();
    expect(await migrate({ url: place, masterKey }, now)).toMatchObject({ from: 1, to: ourSchemaVersion });

    const newer = Buffer.from(taken.toString('utf8').replace('"schema":1', '"schema":999'));
    const empty = await openDatabase((await fresh.source()).url, { makeIfMissing: true });
    await expect(restoreBackup(empty, chunks(newer), now)).rejects.toMatchObject({ code: 'backup-newer' });
    await empty.close();
  });

  // Readers, a mailing with three on the wire and one who left, somebody who asks to join, a suppressed address.
  async function busyStore(): Promise<Store> {
    const store = await fresh.store();
    await addReaders(store, 30);
    await approve(store);
    await suppress(store, 'reader4@example.org', 'complained', now);
    const sender = await acquireSender(store, { now, host: 'old', pid: 1 });
    const claims = await claimDeliveries(store, { worker: sender.id, limit: 4, now, leaseMs: 60_000 });
    await markSending(store, { worker: sender.id, ids: claims.map(({ id }) => id), now });
    await signUp(store, { address: 'asking@example.org', list: 'en', source: 'form' }, now);
    return store;
  }

  async function sqliteUrl(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'vesnik-store-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    return `file:${join(folder, 'vesnik.db')}`;
  }
});

async function bytesOf(database: Database, onWrite: () => Promise<void> = async () => {}): Promise<Buffer> {
  const written: Buffer[] = [];
  await backUp(database, {
    now,
    write: async bytes => {
      written.push(bytes);
      await onWrite();
    },
  });
  return Buffer.concat(written);
}

// In pieces that end in the middle of lines.
async function* chunks(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 777) yield bytes.subarray(at, at + 777);
}

// Every row of every table but the state of mailings, which a restore pauses.
async function withoutState({ db }: Database): Promise<unknown> {
  const tables = [];
  for (const { name, columns, key } of await schemaShape(ourSchemaVersion)) {
    const wanted = columns.filter(column => name !== 'mailings' || column !== 'state').map(column => sql.ref(column));
    const order = sql.join(key.map(column => sql.ref(column)));
    const { rows } = await sql<
      Record<string, unknown>
    >`select ${sql.join(wanted)} from ${sql.table(name)} order by ${order}`.execute(db);
    tables.push({ name, rows: rows.map(row => ({ ...row })) });
  }
  return tables;
}

async function addresses(store: Store): Promise<string[]> {
  const found: string[] = [];
  for await (const { address } of allSubscribers(store)) found.push(address);
  return found;
}

async function suppressOne({ db }: Pick<Database, 'db'>): Promise<void> {
  const index = Buffer.alloc(32, 1);
  await sql`insert into suppressions (address_index, reason, created_at) values (${index}, 'operator', 1)`.execute(db);
}
