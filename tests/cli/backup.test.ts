import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { encrypterTo } from '#cli/backup/recipients.ts';
import { writeSealedFile } from '#cli/backup/sealed-file.ts';
import { clone, type Given, temporaryFolder, vesnik } from './command-line.ts';

const main = join(clone, 'src/cli/main.ts');
const folder = await temporaryFolder();
const root = join(folder, 'weekly');
const identity = join(folder, 'identity.txt');
const run = (argv: readonly string[], given: Given = {}) =>
  vesnik(argv, { folder, ...given, env: { VESNIK_ROOT: root, ...given.env } });
await run(['init', root, '--name', 'Weekly', '--languages', 'be']);
await run(['migrate']);
const made = await run(['backup', '--make-identity', identity, '--json']);
const recipient: string = JSON.parse(made.out).recipient;

describe('backup', () => {
  test('wants a recipient, and no secret in its place', async () => {
    expect(await run(['backup'])).toMatchObject({ code: 2, err: expect.stringContaining('VESNIK_BACKUP_RECIPIENT') });
    expect((await run(['backup', '--to', 'bob'])).err).toContain('not an age recipient');
    const secret = (await readFile(identity, 'utf8')).split('\n')[2] ?? '';
    expect(secret).toMatch(/^AGE-SECRET-KEY-1/);
    const { code, err } = await run(['backup', '--to', secret]);
    expect([code, err]).toEqual([2, expect.stringContaining('secret half')]);
    expect(err).not.toContain(secret);
  });

  test('replaces nothing', async () => {
    const file = join(folder, 'kept/one.age');
    expect((await run(['backup', file, '--to', recipient])).code).toBe(0);
    const before = await readFile(file);
    expect((await run(['backup', file, '--to', recipient])).err).toContain('replaces nothing');
    expect(await readFile(file)).toEqual(before);
    expect(await readdir(join(folder, 'kept'))).toEqual(['one.age']);
    expect((await run(['backup', '--make-identity', identity])).code).toBe(2);
  });

  test.each([
    ['the folder of the key', 'keys/b.age'],
    ['a folder in it', 'keys/deep/b.age'],
    ['the folder around it', 'b.age'],
    ['the folder of the key by another way', '../linked/b.age'],
  ])('does not go into %s', async (_, path) => {
    await symlink(join(root, 'keys'), join(folder, 'linked')).catch(() => {});
    const { code, err } = await run(['backup', join(root, path), '--to', recipient]);
    expect([code, err]).toEqual([2, expect.stringContaining('holds the key, or lies beside it')]);
    expect(await readdir(join(root, 'keys'))).toEqual(['vesnik.key']);
  });

  test('does not go into a repository unless git ignores it', async () => {
    const tree = join(folder, 'tree');
    await mkdir(tree);
    await promisify(execFile)('git', ['init', '--quiet', tree]);
    const { code, err } = await run(['backup', join(tree, 'new/b.age'), '--to', recipient]);
    expect([code, err]).toEqual([2, expect.stringContaining('git repository')]);
    await mkdir(join(tree, 'deep'));
    await symlink(join(tree, 'deep'), join(folder, 'into-tree'));
    expect((await run(['backup', join(folder, 'into-tree/b.age'), '--to', recipient])).code).toBe(2);
    await writeFile(join(tree, '.gitignore'), 'new/\n');
    expect((await run(['backup', join(tree, 'new/b.age'), '--to', recipient])).code).toBe(0);
  });

  test('on a disk that is full ends at once, says so and leaves no file', async () => {
    const people = Array.from({ length: 3000 }, (_, at) => `reader${at}@example.org,be`);
    await writeFile(join(folder, 'people.csv'), ['email,list', ...people].join('\n'));
    expect((await run(['subscribers', 'import', 'people.csv'])).code).toBe(0);
    await mkdir(join(folder, 'full'));
    // A file of this process may have 100 or 200 kB, by the kind of shell.
    const child = spawn('sh', ['-c', 'ulimit -f 200; exec "$@"', 'sh', process.execPath, main, 'backup'], {
      env: {
        ...process.env,
        VESNIK_ROOT: root,
        VESNIK_BACKUP_FOLDER: join(folder, 'full'),
        VESNIK_BACKUP_RECIPIENT: recipient,
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    expect([code, said]).toEqual([2, expect.stringContaining('There is no new backup')]);
    expect(await readdir(join(folder, 'full'))).toEqual([]);
  });

  test('that is stopped leaves no file', async () => {
    const file = join(folder, 'stopped/b.age');
    const { code, err } = await run(['backup', file, '--to', recipient], { signal: AbortSignal.abort() });
    expect([code, err]).toEqual([1, expect.stringContaining('There is no new backup')]);
    expect(await readdir(join(folder, 'stopped'))).toEqual([]);
  });

  test('that fails in the middle leaves no file', async () => {
    const file = join(folder, 'half.age');
    const failing = writeSealedFile(file, encrypterTo(recipient, {}), async write => {
      for (let piece = 0; piece < 50; piece += 1) await write(Buffer.alloc(65_536, piece));
      throw new Error('the database went away');
    });
    await expect(failing).rejects.toThrow('the database went away');
    expect((await readdir(folder)).filter(name => name.startsWith('half'))).toEqual([]);
  });
});

describe('restore', async () => {
  const file = join(folder, 'good/b.age');
  await run(['backup', file, '--to', recipient]);
  const empty = { env: { VESNIK_DATABASE_URL: `file:${join(folder, 'empty/vesnik.db')}` } };

  test('tells a wrong identity, a file of another kind and a damaged one apart, and leaves nothing', async () => {
    const other = join(folder, 'other.txt');
    await run(['backup', '--make-identity', other]);
    const bytes = await readFile(file);
    const changed = Buffer.from(bytes);
    changed[changed.length - 40] = (changed[changed.length - 40] ?? 0) ^ 1;
    await writeFile(join(folder, 'changed.age'), changed);
    await writeFile(join(folder, 'cut.age'), bytes.subarray(0, -100));
    await writeFile(join(folder, 'notes.age'), 'a long letter\n'.repeat(1000));
    for (const [argv, code, words] of [
      [[file, '--identity', other], 2, 'does not open this backup'],
      [[file, '--identity', file], 2, 'holds no age identity'],
      [['none.age', '--identity', identity], 2, 'cannot be read'],
      [['changed.age', '--identity', identity], 1, 'damaged'],
      [['cut.age', '--identity', identity], 1, 'damaged'],
      [['notes.age', '--identity', identity], 1, 'damaged'],
    ] as const) {
      const ended = await run(['restore', ...argv], empty);
      expect([argv, ended.code, ended.err]).toEqual([argv, code, expect.stringContaining(words)]);
    }
    expect(await readdir(join(folder, 'empty')).catch(() => [])).toEqual([]);
  });

  test('that is stopped leaves nothing', async () => {
    const given = { ...empty, signal: AbortSignal.abort() };
    const { code, err } = await run(['restore', file, '--identity', identity], given);
    expect([code, err]).toEqual([1, expect.stringContaining('Nothing was restored')]);
    expect(await readdir(join(folder, 'empty')).catch(() => [])).toEqual([]);
  });

  test('does not go into a place that is taken', async () => {
    expect(await run(['restore', file, '--identity', identity])).toMatchObject({
      code: 1,
      err: expect.stringContaining('an empty place only'),
    });
  });

  test('says as JSON what it restored', async () => {
    const { code, out } = await run(['restore', file, '--identity', identity, '--json'], empty);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ rows: { subscribers: 0, keys: 3 }, paused: [], key: 'fits' });
  });
});
