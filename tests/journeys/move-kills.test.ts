import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { migrate } from '#store/migrate.ts';
import { openStore } from '#store/open.ts';
import { mailingStatus } from '#store/status.ts';
import { clone, temporaryFolder } from '../cli/command-line.ts';
import { seededRandom } from '../delivery/seeded.ts';
import { startPostgres } from '../postgres.ts';
import { now } from '../store/both-databases.ts';
import { addReaders, approve, issue } from '../store/people.ts';

const readers = 15_000;
const seed = Number(process.env.VESNIK_KILL_SEED ?? 33);
const postgres = await startPostgres();
afterAll(() => postgres.stop());

test('kill -9 of a move at random moments leaves one database that holds all, and the same command ends it', {
  timeout: 120_000,
}, async () => {
  const folder = await temporaryFolder();
  const masterKey = randomBytes(32);
  const from = `file:${join(folder, 'vesnik.db')}`;
  const to = await postgres.freshUrl();
  await migrate({ url: from, masterKey }, now);
  const old = await openStore({ url: from, masterKey });
  await addReaders(old, readers);
  await approve(old);
  await old.close();
  const queuedIn = async (url: string): Promise<number | string> => {
    try {
      const store = await openStore({ url, masterKey });
      const { counts } = await mailingStatus(store, issue).finally(() => store.close());
      return counts.queued;
    } catch (error) {
      return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    }
  };
  let said = '';
  const start = () => {
    said = '';
    const child = spawn(process.execPath, [join(clone, 'src/cli/main.ts'), 'migrate', '--from', from, '--to', to], {
      env: { VESNIK_KEY: masterKey.toString('base64') },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child.stderr.on('data', chunk => {
      said += chunk;
    });
    return child;
  };
  const random = seededRandom(seed);
  let killed = 0;
  let isDone = false;
  for (let time = 0; time < 8 && !isDone; time += 1) {
    const child = start();
    const ended = once(child, 'close');
    const first = await Promise.race([ended, pause(300 + random() * 1300)]);
    if (first === undefined) child.kill('SIGKILL');
    const [code] = await ended;
    isDone = code === 0;
    if (code === null) killed += 1;
    const states = [await queuedIn(from), await queuedIn(to)];
    // Never both, and never a new one that holds a part.
    expect(states.filter(state => state === readers).length, `seed ${seed}: ${states}`).toBeLessThanOrEqual(1);
    expect(typeof states[1] === 'string' || states[1] === readers, `seed ${seed}: ${states}`).toBe(true);
  }
  expect(killed).toBeGreaterThan(0);
  // The server takes a moment to notice that the client of a lock is gone.
  for (let time = 0; time < 20 && (await queuedIn(to)) !== readers; time += 1) await once(start(), 'close');
  expect([await queuedIn(from), await queuedIn(to)], said).toEqual(['database-moved', readers]);
});
