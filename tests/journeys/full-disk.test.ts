import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrate } from '#store/migrate.ts';
import { openStore } from '#store/open.ts';
import { auditLedger } from '../delivery/ledger-audit.ts';
import { startRelay } from '../smtp-relay.ts';
import { now } from '../store/both-databases.ts';
import { addReaders, approve } from '../store/people.ts';

const readers = 300;
const connections = 3;
const sender = fileURLToPath(new URL('./ledger-sender.ts', import.meta.url));

// A file system of a few pages more than the database, seen by these processes only; it grows after the first sender has failed.
const script = `
set -e
mount -t tmpfs -o size="$ROOM" tmpfs "$DISK"
cp "$DATABASE" "$DISK/vesnik.db"
send() { code=0; "$NODE" "$SENDER" "file:$DISK/vesnik.db" "$KEY" "$RELAY" ${connections} || code=$?; echo "ended with $code"; }
send
mount -o remount,size=100m "$DISK"
send
cp "$DISK"/vesnik.db* "$AFTER/"
`;

// Only Linux has disks of one's own, and not for everybody.
const mayMount = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vesnik-full-disk-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it.skipIf(!mayMount)(
  'a disk that is full in mid-mailing ends the sender; once there is room, the rest is mailed, and nobody twice',
  { timeout: 60_000 },
  async () => {
    const source = { url: `file:${join(folder, 'vesnik.db')}`, masterKey: randomBytes(32) };
    await migrate(source, now);
    const store = await openStore(source);
    await addReaders(store, readers);
    await approve(store);
    await store.close();
    const { size } = await stat(join(folder, 'vesnik.db'));
    const [disk, after] = [await mkdtemp(join(folder, 'disk-')), await mkdtemp(join(folder, 'after-'))];
    const relay = await startRelay();
    const child = spawn('unshare', ['-rm', 'sh', '-c', script], {
      env: {
        ...process.env,
        ...{ ROOM: String(size + 400_000), DISK: disk, DATABASE: join(folder, 'vesnik.db'), AFTER: after },
        ...{ NODE: process.execPath, SENDER: sender, RELAY: relay.url, KEY: source.masterKey.toString('base64') },
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let atFailure = 0;
    child.stdout.once('data', () => {
      atFailure = relay.taken.length;
    });
    const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
    await relay.stop();
    expect(out, err).toMatch(/^ended with 1\n(?:\{.*\}\n)?ended with 0\n$/);
    expect(err).toContain('full');
    expect(err).not.toMatch(/database \S+\.sender/u);
    expect(atFailure, 'mailed before the disk was full').toBeGreaterThan(0);
    expect(atFailure).toBeLessThan(readers);
    const left = await openStore({ ...source, url: `file:${join(after, 'vesnik.db')}` });
    await auditLedger({ store: left, relays: [relay], recipients: readers, isOver: true, uncertain: 2 * connections });
    await left.close();
  },
);
