import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import SqliteFile from 'better-sqlite3';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrate } from '#store/migrate.ts';
import { openStore, type Store, type StoreSource } from '#store/open.ts';
import { ourSchemaVersion } from '#store/schema-version.ts';
import { acquireSender } from '#store/sender-lock.ts';
import { addSubscriber, findByAddress } from '#store/subscribers.ts';
import { inTransaction } from '#store/transaction.ts';
import { now } from './both-databases.ts';
import { addReaders, person } from './people.ts';

let folder = '';
let file = '';
let source: StoreSource = { url: '', masterKey: Buffer.alloc(0) };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vesnik-sqlite-'));
  file = join(folder, 'data', 'vesnik.db');
  source = { url: `file:${file}`, masterKey: randomBytes(32) };
});
afterEach(() => rm(folder, { recursive: true }));

async function migrated(): Promise<Store> {
  await migrate(source, now);
  return openStore(source);
}

describe('a SQLite database', () => {
  it('is made for its owner only, durable, and wipes what is deleted', async () => {
    const store = await migrated();
    for (const [name, mode] of [
      ['', 0o700],
      ['vesnik.db', 0o600],
      ['vesnik.db-wal', 0o600],
      ['vesnik.db.sender', 0o600],
    ] as const) {
      expect([name, (await stat(join(folder, 'data', name))).mode & 0o777]).toEqual([name, mode]);
    }
    for (const [pragma, value] of [
      ['journal_mode', 'wal'],
      ['synchronous', 2],
      ['secure_delete', 1],
      ['foreign_keys', 1],
    ] as const) {
      const { rows } = await sql`select * from ${sql.raw(`pragma_${pragma}`)}`.execute(store.db);
      expect(rows).toEqual([{ [pragma]: value }]);
    }
    await store.close();
  });

  it('that does not exist is not made by opening it', async () => {
    await expect(openStore(source)).rejects.toMatchObject({
      code: 'database-missing',
      kind: 'usage',
      hint: expect.stringContaining('npx vesnik migrate'),
    });
    expect(await readdir(folder)).toEqual([]);
    await expect(openStore({ ...source, url: 'mysql://localhost/x' })).rejects.toMatchObject({ code: 'database-url' });
  });

  it.each([
    ['the file', 'data/vesnik.db', 'link.db', 'link.db'],
    ['its folder', 'data', 'link', 'link/vesnik.db'],
  ])('has one sender lock, through a link to %s too', async (_, target, link, path) => {
    const store = await migrated();
    await symlink(join(folder, target), join(folder, link));
    const linked = { ...source, url: `file:${join(folder, path)}` };
    const other = await openStore(linked);
    const sender = await acquireSender(store, { now, host: 'test', pid: 1 });
    await expect(acquireSender(other, { now, host: 'test', pid: 2 })).rejects.toMatchObject({ code: 'sender-busy' });
    await store.db.deleteFrom('migrations').where('version', '=', ourSchemaVersion).execute();
    await expect(migrate(linked, now)).rejects.toMatchObject({ code: 'sender-busy' });
    await sender.release(now);
    await other.close();
    await store.close();
  });

  it('that another program writes to for a moment is waited for, without stopping this one', async () => {
    const store = await migrated();
    const other = new SqliteFile(file);
    other.exec('begin immediate');
    let ticks = 0;
    const ticking = setInterval(() => {
      ticks += 1;
      if (ticks === 20) other.exec('commit');
    }, 5);
    expect(await addSubscriber(store, person('reader@example.org'), now)).toBe('added');
    clearInterval(ticking);
    expect(ticks).toBeGreaterThanOrEqual(20);
    other.close();
    await store.close();
  });

  it('that another program keeps locked is refused with what to do', async () => {
    await (await migrated()).close();
    const store = await openStore({ ...source, patienceMs: 200 });
    const other = new SqliteFile(file);
    other.exec('begin immediate');
    await expect(openStore({ ...source, patienceMs: 0 }).then(each => each.close())).resolves.toBeUndefined();
    await expect(addSubscriber(store, person('reader@example.org'), now)).rejects.toMatchObject({
      code: 'database-locked',
      hint: expect.stringContaining('Nothing was changed'),
    });
    other.close();
    expect(await addSubscriber(store, person('reader@example.org'), now)).toBe('added');
    await store.close();
  });

  it('takes a transaction that reads first and writes later while others write', async () => {
    const store = await migrated();
    const other = await openStore(source);
    await sql`create table tally (count integer)`.execute(store.db);
    await sql`insert into tally values (0)`.execute(store.db);
    const addOne = (each: Store): Promise<unknown> =>
      inTransaction(each, async transaction => {
        const { rows } = await sql<{ count: number }>`select count from tally`.execute(transaction);
        await new Promise(setImmediate);
        await sql`update tally set count = ${(rows[0]?.count ?? 0) + 1}`.execute(transaction);
      });
    await Promise.all(Array.from({ length: 20 }, (_, at) => addOne(at % 2 === 0 ? store : other)));
    expect((await sql`select count from tally`.execute(store.db)).rows).toEqual([{ count: 20 }]);
    await other.close();
    await store.close();
  });

  it('whose disk is full says so, keeps what was written and goes on when there is room', async () => {
    const store = await migrated();
    await addReaders(store, 10);
    await sql`pragma max_page_count = 1`.execute(store.db);
    await expect(addReaders(store, 2_000)).rejects.toMatchObject({ code: 'disk-full', kind: 'usage' });
    expect(await findByAddress(store, 'reader10@example.org')).toBeDefined();
    await sql`pragma max_page_count = 1000000`.execute(store.db);
    await addReaders(store, 2_000);
    expect(await findByAddress(store, 'reader2000@example.org')).toBeDefined();
    await store.close();
  });

  it.each([
    ['cut in the middle', (size: number) => Math.floor(size / 2 / 4096) * 4096 + 100, 'database-damaged'],
    ['cut to its first bytes', () => 50, 'database-damaged'],
    ['cut to nothing', () => 0, 'database-empty'],
  ])('%s is refused, by migrate too, and left as it is', async (_, size, code) => {
    const store = await migrated();
    await addReaders(store, 500);
    await store.close();
    const left = size((await stat(file)).size);
    await truncate(file, left);
    await expect(openStore(source)).rejects.toMatchObject({
      code,
      kind: 'usage',
      hint: expect.stringContaining('newest'),
    });
    await expect(migrate(source, now)).rejects.toMatchObject({ code });
    expect((await stat(file)).size).toBe(left);
  });

  it('that is another kind of file is refused', async () => {
    await migrate(source, now);
    await writeFile(file, 'email,list\n'.repeat(500));
    await expect(openStore(source)).rejects.toMatchObject({ code: 'database-damaged' });
  });

  it('that this user may not write to is refused with what to check', async () => {
    await (await migrated()).close();
    await chmod(file, 0o444);
    await chmod(join(folder, 'data'), 0o555);
    await chmod(folder, 0o755);
    const script = fileURLToPath(new URL('./add-one.ts', import.meta.url));
    const key = Buffer.from(source.masterKey).toString('base64');
    // Root may write anywhere: there the attempt is made by the user nobody.
    const user = userInfo().uid === 0 ? { uid: 65534, gid: 65534 } : {};
    const child = spawn(process.execPath, [script, source.url, key], { ...user, stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.on('data', data => {
      said += String(data);
    });
    await once(child, 'close');
    expect(said.trim()).toBe('database-read-only');
    await chmod(join(folder, 'data'), 0o755);
  });
});

describe('the files of the database', () => {
  it('hold no address and no part of one, while it is open and afterwards', async () => {
    const store = await migrated();
    const address = 'Sviatlana.Readerova@secret-domain.example';
    await addSubscriber(store, person(address), now);
    await addReaders(store, 50);
    await findByAddress(store, address);
    const open = await bytesOf(join(folder, 'data'));
    await store.close();
    const closed = await bytesOf(join(folder, 'data'));
    for (const bytes of [open, closed]) {
      expect(bytes.includes(Buffer.from('import'))).toBe(false);
      expect(bytes.includes(Buffer.from('subscribers'))).toBe(true);
      for (const trace of [address, 'Readerova', 'secret-domain', 'example.org']) {
        for (const text of [
          trace,
          trace.toLowerCase(),
          Buffer.from(trace).toString('base64').slice(0, 12),
          Buffer.from(trace).toString('hex'),
        ]) {
          expect(bytes.includes(Buffer.from(text))).toBe(false);
        }
        expect(bytes.includes(Buffer.from(trace, 'utf16le'))).toBe(false);
      }
    }
  });
});

async function bytesOf(path: string): Promise<Buffer> {
  const contents = await Promise.all((await readdir(path)).map(name => readInChild(join(path, name))));
  return Buffer.concat(contents);
}

// In a process of its own: closing a file here would drop SQLite's POSIX locks on it.
async function readInChild(path: string): Promise<Buffer> {
  const child = spawn('cat', [path], { stdio: ['ignore', 'pipe', 'inherit'] });
  const parts: Buffer[] = [];
  child.stdout.on('data', part => parts.push(part));
  await once(child, 'close');
  return Buffer.concat(parts);
}
