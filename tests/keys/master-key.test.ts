import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readMasterKey } from '#keys/master-key.ts';

let folder = '';
let file = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vesnik-key-'));
  file = join(folder, 'keys', 'vesnik.key');
});
afterEach(() => rm(folder, { recursive: true }));

describe('the master key', () => {
  it('is made at the first use, readable by its owner only, and found again', async () => {
    const key = await readMasterKey({ file, makeIfMissing: true });
    expect(key).toHaveLength(32);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, 'keys'))).mode & 0o777).toBe(0o700);
    expect(await readMasterKey({ file, makeIfMissing: false })).toEqual(key);
    expect((await readFile(file, 'utf8')).trim()).toBe(key.toString('base64'));
  });

  it('made by several at the same moment is one', async () => {
    const keys = await Promise.all(Array.from({ length: 8 }, () => readMasterKey({ file, makeIfMissing: true })));
    expect(new Set(keys.map(key => key.toString('hex'))).size).toBe(1);
  });

  it('given as a value wins over the file, in both alphabets of base64', async () => {
    const key = Buffer.alloc(32, 0xfb);
    for (const value of [key.toString('base64'), key.toString('base64url'), ` ${key.toString('base64')}\n`]) {
      expect(await readMasterKey({ value, file, makeIfMissing: false })).toEqual(key);
    }
  });

  it('is not made where that is not wanted', async () => {
    await expect(readMasterKey({ value: '', file, makeIfMissing: false })).rejects.toMatchObject({
      code: 'key-missing',
      kind: 'usage',
    });
  });

  it.each(['short', randomBytes(31).toString('base64'), randomBytes(33).toString('base64'), 'ключ', '!'.repeat(44)])(
    '%j is refused without being repeated',
    async value => {
      const refused = { code: 'key-malformed', kind: 'usage', message: expect.not.stringContaining(value) };
      await expect(readMasterKey({ value, file, makeIfMissing: true })).rejects.toMatchObject(refused);
    },
  );

  it('in a file that others may read is refused with the command that helps', async () => {
    await readMasterKey({ file, makeIfMissing: true });
    await chmod(file, 0o644);
    await expect(readMasterKey({ file, makeIfMissing: true })).rejects.toMatchObject({
      code: 'key-exposed',
      hint: `Type: chmod 600 ${file}`,
    });
  });

  it('in a file that is empty is refused and never replaced', async () => {
    const empty = join(folder, 'empty.key');
    await writeFile(empty, '', { mode: 0o600 });
    await expect(readMasterKey({ file: empty, makeIfMissing: true })).rejects.toMatchObject({ code: 'key-malformed' });
    expect(await readFile(empty, 'utf8')).toBe('');
  });
});
