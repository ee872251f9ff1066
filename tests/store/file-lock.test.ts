import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it, onTestFinished } from 'vitest';
import { takeFileLock } from '#store/file-lock.ts';

it('a lock whose holder is busy elsewhere is not collected as garbage', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'vesnik-lock-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'vesnik.db.sender');
  takeFileLock(file);
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc');
  for (let times = 0; times < 5; times += 1) {
    await turn();
    collectGarbage();
  }
  expect(takeFileLock(file)).toBeUndefined();
});

it('what goes wrong with the lock is told of the database, whose name people know', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'vesnik-lock-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'vesnik.db');
  await mkdir(`${file}.sender`);
  expect(() => takeFileLock(`${file}.sender`)).toThrow(`The database ${file} cannot be opened.`);
});
