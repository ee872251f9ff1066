import { generateKeyPairSync } from 'node:crypto';
import { chmod, cp, mkdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import SqliteFile from 'better-sqlite3';
import { expect, test } from 'vitest';
import { openStore } from '#store/open.ts';
import { signUp } from '#store/sign-up.ts';
import { startDns } from '../dns-server.ts';
import { startRelay } from '../smtp-relay.ts';
import { type Given, temporaryFolder, vesnik } from './command-line.ts';

interface Found {
  readonly check: string;
  readonly state: string;
  readonly message: string;
  readonly hint?: string;
}

const folder = await temporaryFolder();
const root = join(folder, 'weekly');
const dkim = join(folder, 'dkim.pem');
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
await writeFile(dkim, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
const base = {
  VESNIK_ROOT: root,
  VESNIK_URL: 'https://news.example.org',
  VESNIK_SMTP_URL: 'smtps://desk:battery-staple@mail.example.org',
  VESNIK_DKIM_DOMAIN: 'example.org',
  VESNIK_DKIM_SELECTOR: 'v1',
  VESNIK_DKIM_KEY_FILE: dkim,
};
const run = (argv: readonly string[], env: Given['env'] = {}) => vesnik(argv, { folder, env: { ...base, ...env } });
await run(['init', root, '--name', 'Weekly', '--languages', 'be']);
await run(['migrate']);
const made = await run(['backup', '--make-identity', join(folder, 'identity.txt'), '--json']);
const recipient: string = JSON.parse(made.out).recipient;
const good = { VESNIK_BACKUP_RECIPIENT: recipient };
await run(['backup'], good);

/** What is not `ok`, as `check: state`. */
async function troubles(env: Given['env'] = {}): Promise<{ code: number; found: string[]; all: Found[] }> {
  const { code, out } = await run(['doctor', '--offline', '--json'], { ...good, ...env });
  const all: Found[] = JSON.parse(out);
  return {
    code,
    all,
    found: all.filter(({ state }) => state !== 'ok').map(({ check, state }) => `${check}: ${state}`),
  };
}

test('a house in good order has no error; each line says what was looked at, and no secret is in it', async () => {
  const { code, found, all } = await troubles();
  // Tests have one disk, and the starter's sender is another's domain.
  expect([code, found]).toEqual([0, ['backup.disk: warning']]);
  expect(all.map(({ check }) => check)).toEqual([
    ...['key.file', 'key.place', 'key.fits'],
    ...['database.schema', 'database.integrity', 'database.journal', 'database.disk', 'database.place'],
    ...['backup.recipient', 'backup.age', 'backup.disk', 'clock.time', 'outbox.waiting', 'newsletter.file'],
    ...['relay.url', 'signing.key', 'signing.covers', 'doors.url'],
  ]);
  const text = await run(['doctor', '--offline'], good);
  expect(text.out).toContain('0 errors, 1 warning, 17 in good order.');
  expect(text.out + JSON.stringify(all)).not.toContain('battery-staple');
});

test('key and backups in one folder are an error, and so is the key beside the database', async () => {
  expect((await troubles({ VESNIK_BACKUP_FOLDER: 'keys' })).found).toContain('key.place: error');
  expect((await troubles({ VESNIK_BACKUP_FOLDER: '.' })).found).toContain('key.place: error');
  await cp(join(root, 'keys/vesnik.key'), join(root, 'data/vesnik.key'));
  const { code, all } = await troubles({ VESNIK_KEY_FILE: 'data/vesnik.key' });
  expect(code).toBe(1);
  expect(all.find(({ check }) => check === 'key.place')?.message).toContain('database share a folder');
  await rm(join(root, 'data/vesnik.key'));
});

test('a key that is readable by others, missing or wrong is an error', async () => {
  await chmod(join(root, 'keys/vesnik.key'), 0o644);
  expect((await troubles()).found).toContain('key.file: error');
  await chmod(join(root, 'keys/vesnik.key'), 0o600);
  expect((await troubles({ VESNIK_KEY_FILE: 'nowhere/vesnik.key' })).found).toContain('key.file: error');
  expect((await troubles({ VESNIK_KEY: Buffer.alloc(32, 1).toString('base64') })).found).toContain('key.fits: error');
});

test('a backup that is missing, old, for nobody, or beside its identity is told', async () => {
  const place = join(folder, 'other-backups');
  const env = { VESNIK_BACKUP_FOLDER: place };
  expect((await troubles(env)).found).toContain('backup.age: error');
  await mkdir(place);
  await writeFile(join(place, 'vesnik-old.age'), 'x');
  const nineDaysAgo = Date.now() / 1000 - 9 * 24 * 3600;
  await utimes(join(place, 'vesnik-old.age'), nineDaysAgo, nineDaysAgo);
  expect((await troubles(env)).found).toContain('backup.age: warning');
  await cp(join(folder, 'identity.txt'), join(place, 'identity.txt'));
  await writeFile(join(place, 'vesnik-new.age.12.part'), 'x');
  const { found } = await troubles({ ...env, VESNIK_BACKUP_RECIPIENT: '' });
  expect(found).toEqual(
    expect.arrayContaining(['backup.identity: error', 'backup.part: warning', 'backup.recipient: error']),
  );
});

test('a database that is missing, damaged, of an older version, or open to others is told, and the rest is looked at all the same', async () => {
  const missing = await troubles({ VESNIK_DATABASE_URL: 'file:data/none.db' });
  expect(missing.found).toContain('database.open: error');
  expect(missing.all.map(({ check }) => check)).toContain('doors.url');

  const source = new SqliteFile(join(root, 'data/vesnik.db'));
  source.prepare('vacuum into ?').run(join(root, 'data/copy.db'));
  source.close();
  await chmod(join(root, 'data/copy.db'), 0o644);
  const copy = new SqliteFile(join(root, 'data/copy.db'));
  copy.exec(
    `pragma foreign_keys = off; delete from migrations where version > 2; insert into deliveries
      (id, mailing_id, variant_id, bytes, list, provider, state, available_at, attempts, changed_at)
      values (1, 99, 99, x'01', 'be', 'other', 'sent', 0, 0, 0)`,
  );
  copy.close();
  const { found } = await troubles({ VESNIK_DATABASE_URL: 'file:data/copy.db' });
  expect(found).toEqual(
    expect.arrayContaining(['database.schema: error', 'database.integrity: error', 'database.mode: warning']),
  );
});

test('a clock that is behind what the database has seen is an error', async () => {
  const database = new SqliteFile(join(root, 'data/vesnik.db'));
  const ahead = Date.now() + 3_600_000;
  database.prepare('update migrations set applied_at = applied_at + ? where version = 1').run(3_600_000);
  expect((await troubles()).all.find(({ check }) => check === 'clock.time')).toMatchObject({
    state: 'error',
    message: expect.stringContaining(new Date(ahead).toISOString().slice(0, 13)),
  });
  database.prepare('update migrations set applied_at = applied_at - ? where version = 1').run(3_600_000);
  database.close();
});

test.each([
  [{ VESNIK_SMTP_URL: '' }, 'relay.url: warning'],
  [{ VESNIK_SMTP_URL: 'smtp://mail.example.org?requireTLS=false' }, 'relay.url: warning'],
  [{ VESNIK_SMTP_URL: 'smtp://mail.example.org?ignoreTLS=true' }, 'relay.url: error'],
  [{ VESNIK_DKIM_KEY_FILE: 'none.pem' }, 'signing.key: error'],
  [{ VESNIK_DKIM_KEY_FILE: '../identity.txt' }, 'signing.key: error'],
  [{ VESNIK_DKIM_SELECTOR: '-v1' }, 'signing.key: error'],
  [{ VESNIK_DKIM_DOMAIN: 'example.net' }, 'signing.domain: warning'],
  [{ VESNIK_URL: 'http://news.example.org' }, 'doors.url: error'],
  [{ VESNIK_URL: 'http://127.0.0.1:8080' }, 'doors.url: warning'],
])('%o is told as %s', async (env, expected) => {
  expect((await troubles(env)).found).toContain(expected);
});

test('an environment that cannot be read ends with 2', async () => {
  expect((await run(['doctor'], { VESNIK_RATE: 'fast' })).code).toBe(2);
});

test('a rotation that is not at its end, and keys that were exchanged, are told', async () => {
  expect((await run(['subscribers', 'add', 'reader@example.org', '--list', 'be'])).code).toBe(0);
  const stopped = { folder, env: base, signal: AbortSignal.abort() };
  expect((await vesnik(['keys', 'rotate'], stopped)).code).toBe(3);
  expect((await troubles()).found).toContain('key.rotation: warning');
  expect((await run(['keys', 'rotate'])).code).toBe(0);
  expect((await run(['keys', 'rotate', '--master'])).code).toBe(0);
  const { code, found } = await troubles();
  expect([code, found]).toEqual([0, ['key.earlier: warning', 'backup.disk: warning']]);
});

test('from outside the names, the relay and the doors are looked at, and each line says what to do', async () => {
  const relay = await startRelay({ extensions: ['PIPELINING'] });
  const dns = await startDns({});
  const outside = ['doctor', '--resolver', dns.address, '--json'];
  const env = { ...good, VESNIK_SMTP_URL: relay.url, VESNIK_URL: 'http://127.0.0.1:9' };
  try {
    const { out } = await run(outside, env);
    const all: Found[] = JSON.parse(out);
    const state = (name: string) => all.find(({ check }) => check === name)?.state;
    expect(['dns.spf', 'dns.dkim', 'dns.dmarc', 'dns.bounces', 'relay.reach', 'doors.reach'].map(state)).toEqual([
      ...['error', 'error', 'error', 'error', 'ok', 'error'],
    ]);
    for (const { state: found, hint } of all) expect(hint !== undefined).toBe(found === 'warning' || found === 'error');
    expect(relay.taken).toEqual([]);
  } finally {
    await dns.close();
    await relay.stop();
  }
  const gone: Found[] = JSON.parse((await run(outside, env)).out);
  expect(gone.find(({ check }) => check === 'relay.reach')).toMatchObject({ state: 'error' });
  expect(gone.find(({ check }) => check === 'dns.spf')).toMatchObject({ state: 'unknown' });
});

test('a wrong setting is told once, and the look from outside goes on without it', async () => {
  const dns = await startDns({});
  const broken = join(folder, 'broken.pem');
  await writeFile(broken, 'not a key', { mode: 0o600 });
  try {
    const env = { ...good, VESNIK_SMTP_URL: 'smtp://', VESNIK_DKIM_KEY_FILE: broken, VESNIK_URL: 'http://127.0.0.1:9' };
    const { out } = await run(['doctor', '--resolver', dns.address, '--json'], env);
    const all: Found[] = JSON.parse(out);
    const state = (name: string) => all.find(({ check }) => check === name)?.state;
    expect(['relay.url', 'signing.key', 'dns.spf', 'doors.reach'].map(state)).toEqual(Array(4).fill('error'));
    expect(['relay.reach', 'dns.dkim'].map(state)).toEqual([undefined, undefined]);
  } finally {
    await dns.close();
  }
});

test('a resolver that is none is wrong usage', async () => {
  const { code, err } = await run(['doctor', '--resolver', 'dns.example.org'], good);
  expect([code, err]).toEqual([2, expect.stringContaining('--resolver 9.9.9.9')]);
});

test('mails of the doors that nobody sends are told with how long they have waited, and never for whom', async () => {
  const masterKey = Buffer.from(await readFile(join(root, 'keys/vesnik.key'), 'utf8'), 'base64');
  const store = await openStore({ url: `file:${join(root, 'data/vesnik.db')}`, masterKey });
  const hours = (count: number) => new Date(Date.now() - count * 60 * 60 * 1000);
  await signUp(store, { address: 'patient@example.org', list: 'be', source: 'form' }, hours(3));
  await signUp(store, { address: 'new@example.org', list: 'be', source: 'form' }, hours(0));
  const { all } = await troubles();
  expect(all.find(({ check }) => check === 'outbox.waiting')).toMatchObject({
    state: 'warning',
    message: '2 mails of the doors wait, 0 of them tried before, the oldest for 3 hours.',
  });
  expect(JSON.stringify(all)).not.toContain('patient');
  const status = await run(['status'], good);
  expect(status.out).toMatch(/confirmations? .*waits?, the oldest for 3 hours/u);
  expect(status.out).not.toContain('patient');
  await store.db.deleteFrom('outbox').execute();
  expect((await run(['status'], good)).out).not.toContain('confirmation');
  await store.close();
});
