import { randomBytes } from 'node:crypto';
import { copyFile, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '#store/database.ts';
import { rewrapKeys } from '#store/key-rotation.ts';
import { type Given, vesnik } from './command-line.ts';

const address = 'zoya@example.org';

let folder = '';
let env: Record<string, string> = {};
const run = (argv: readonly string[], given: Given = {}) =>
  vesnik(argv, { folder, ...given, env: { ...env, ...given.env } });
const keys = () => readdir(join(folder, 'keys'));
const keyIn = async (name: string) => (await readFile(join(folder, 'keys', name), 'utf8')).trim();

// A newsletter whose key is in a file, with one reader.
beforeEach(async () => {
  const made = await mkdtemp(join(tmpdir(), 'vesnik-keys-'));
  onTestFinished(() => rm(made, { recursive: true }));
  folder = made;
  env = { VESNIK_ROOT: made };
  await run(['init', folder, '--name', 'Weekly', '--languages', 'be']);
  expect((await run(['migrate'])).code).toBe(0);
  expect((await run(['subscribers', 'add', address, '--list', 'be'])).code).toBe(0);
});

describe('keys print and keys read', () => {
  test('show the key on paper and take it back; nowhere else is it shown', async () => {
    const key = await keyIn('vesnik.key');
    const refused = await run(['keys', 'print']);
    expect(refused).toMatchObject({ code: 2, out: '' });
    const { code, out } = await run(['keys', 'print', '--yes']);
    expect(code).toBe(0);
    await rm(join(folder, 'keys'), { recursive: true });
    const read = await run(['keys', 'read'], { stdin: out });
    expect([read.code, read.out]).toEqual([0, expect.stringContaining('It opens the database.')]);
    expect(await keyIn('vesnik.key')).toBe(key);
    expect((await stat(join(folder, 'keys/vesnik.key'))).mode & 0o777).toBe(0o600);
    for (const said of [read.out, (await run(['doctor', '--offline'])).out]) expect(said).not.toContain(key);
    expect((await run(['subscribers', 'find', address])).code).toBe(0);
  });

  test('say which line is mistyped, and never replace a key', async () => {
    const { out } = await run(['keys', 'print', '--yes']);
    const slip = out.replace(/^( +2 {2})(.)/mu, (_, start, first) => `${start}${first === 'A' ? 'B' : 'A'}`);
    const mistyped = await run(['keys', 'read'], { stdin: slip });
    expect([mistyped.code, mistyped.err]).toEqual([2, expect.stringContaining('Line 2 does not fit its check')]);
    expect((await run(['keys', 'read'], { stdin: '' })).err).toContain('Line 1 and 2 and 3 is not there');
    const before = await keyIn('vesnik.key');
    expect(await run(['keys', 'read'], { stdin: out })).toMatchObject({ code: 2 });
    expect(await keyIn('vesnik.key')).toBe(before);
  });

  test('ask a person line by line', async () => {
    const { out } = await run(['keys', 'print', '--yes']);
    await rename(join(folder, 'keys'), join(folder, 'elsewhere'));
    const lines = out.split('\n').filter(line => /^ +[123] /u.test(line));
    const typed = [lines[0], 'a slip', ...lines.slice(1)].map(line => `${line?.trim()}\n`).join('');
    const { code, err } = await run(['keys', 'read'], { typed });
    expect([code, err]).toEqual([0, expect.stringContaining('This is not line 2')]);
    expect(await keyIn('vesnik.key')).toBe((await readFile(join(folder, 'elsewhere/vesnik.key'), 'utf8')).trim());
  });
});

describe('a key that is lost or wrong', () => {
  const commands = [
    ['subscribers', 'stats'],
    ['subscribers', 'find', address],
    ['status'],
    ['migrate'],
    ['keys', 'rotate'],
    ['keys', 'rotate', '--master'],
  ];

  test('is told by every command with what can be saved, and no other key is made in its place', async () => {
    await rename(join(folder, 'keys/vesnik.key'), join(folder, 'keys/gone'));
    for (const command of commands) {
      const { code, err } = await run(command);
      expect([command, code]).toEqual([command, 2]);
      expect(err).toContain('There is no key');
      expect(err).toContain('npx vesnik keys read');
      expect(err).toContain('nobody can open the addresses');
    }
    expect(await keys()).toEqual(['gone']);
  });

  test('is told apart from the right one, and changes nothing', async () => {
    const other = { VESNIK_KEY: randomBytes(32).toString('base64') };
    for (const command of commands) {
      const given = command.includes('--master') ? [...command, '--out', 'new.key'] : command;
      const { code, err } = await run(given, { env: other });
      expect([command, code]).toEqual([command, 2]);
      expect(err).toContain('does not open this database');
    }
    expect(await readdir(folder)).not.toContain('new.key');
    expect((await run(['subscribers', 'find', address])).code).toBe(0);
  });

  test('is found where the right one lies beside it', async () => {
    await rename(join(folder, 'keys/vesnik.key'), join(folder, 'keys/of-last-year.key'));
    const key = randomBytes(32).toString('base64');
    await writeFile(join(folder, 'keys/vesnik.key'), key, { mode: 0o600 });
    const { code, err } = await run(['subscribers', 'stats']);
    expect([code, err]).toEqual([2, expect.stringContaining('of-last-year.key does open it')]);
  });
});

describe('keys rotate', () => {
  test('makes new keys and seals anew; a second time once more', async () => {
    expect((await run(['keys', 'rotate'])).out).toContain(
      '1 address is sealed anew. In use: address key 2, link key 2.',
    );
    const { out } = await run(['keys', 'rotate', '--json']);
    expect(JSON.parse(out)).toEqual({ madeKeys: true, sealedAnew: 1, left: 0, keys: { address: 3, token: 3 } });
    expect((await run(['subscribers', 'find', address])).code).toBe(0);
  });

  test('stopped at once says what is left, and goes on', async () => {
    const stopped = await run(['keys', 'rotate'], { signal: AbortSignal.abort() });
    expect([stopped.code, stopped.err]).toEqual([3, expect.stringContaining('still under an older key: 1')]);
    const on = await run(['keys', 'rotate']);
    expect([on.code, on.out]).toEqual([0, expect.stringContaining('An earlier rotation was not at its end')]);
  });

  test('--master exchanges the key file, keeps the old one until told, and the old one opens nothing more', async () => {
    const old = await keyIn('vesnik.key');
    const { code, out } = await run(['keys', 'rotate', '--master']);
    expect(code).toBe(0);
    const [earlier = '', current] = (await keys()).sort();
    expect([earlier, current]).toEqual([expect.stringMatching(/^vesnik-before-[\dT-]+Z\.key$/), 'vesnik.key']);
    expect(await keyIn(earlier)).toBe(old);
    expect(await keyIn('vesnik.key')).not.toBe(old);
    expect(out).not.toContain(await keyIn('vesnik.key'));
    for (const name of await keys()) expect((await stat(join(folder, 'keys', name))).mode & 0o777).toBe(0o600);
    expect((await run(['subscribers', 'find', address])).code).toBe(0);
    expect((await run(['subscribers', 'stats'], { env: { VESNIK_KEY: old } })).code).toBe(2);

    expect((await run(['keys', 'rotate', '--drop-old'])).code).toBe(2);
    expect((await keys()).length).toBe(2);
    expect((await run(['keys', 'rotate', '--drop-old', '--yes'])).code).toBe(0);
    expect(await keys()).toEqual(['vesnik.key']);
  });

  test('--master killed before the database is wrapped anew goes on with the key it had written', async () => {
    const next = randomBytes(32).toString('base64');
    await writeFile(join(folder, 'keys/vesnik-next.key'), next, { mode: 0o600 });
    expect((await run(['subscribers', 'find', address])).code).toBe(0);
    expect((await run(['keys', 'rotate', '--master'])).code).toBe(0);
    expect(await keyIn('vesnik.key')).toBe(next);
    expect((await run(['subscribers', 'find', address])).code).toBe(0);
  });

  test.each(['killed after it', 'killed when the old one had its other name'])(
    '--master, %s, says how to come to the end, and comes there',
    async when => {
      const old = Buffer.from(await keyIn('vesnik.key'), 'base64');
      const next = randomBytes(32);
      await writeFile(join(folder, 'keys/vesnik-next.key'), next.toString('base64'), { mode: 0o600 });
      const database = await openDatabase(`file:${join(folder, 'data/vesnik.db')}`);
      await rewrapKeys(database, old, next);
      await database.close();
      if (when !== 'killed after it')
        await copyFile(join(folder, 'keys/vesnik.key'), join(folder, 'keys/vesnik-before-2020-01-01T000000Z.key'));
      const { code, err } = await run(['subscribers', 'find', address]);
      expect([code, err]).toEqual([2, expect.stringContaining('npx vesnik keys rotate --master')]);
      expect((await run(['keys', 'rotate', '--master'])).code).toBe(0);
      expect(await keyIn('vesnik.key')).toBe(next.toString('base64'));
      expect(await keys()).not.toContain('vesnik-next.key');
      expect((await run(['subscribers', 'find', address])).code).toBe(0);
    },
  );

  test('--master where the key is in VESNIK_KEY wants a file for the new one', async () => {
    const given = { env: { VESNIK_KEY: await keyIn('vesnik.key') } };
    expect((await run(['keys', 'rotate', '--master'], given)).err).toContain('--out <file>');
    const { code, out } = await run(['keys', 'rotate', '--master', '--out', 'new.key'], given);
    expect([code, out]).toEqual([0, expect.stringContaining('VESNIK_KEY_FILE')]);
    const file = { env: { VESNIK_KEY_FILE: join(folder, 'new.key') } };
    expect((await run(['subscribers', 'find', address], file)).code).toBe(0);
    expect((await run(['subscribers', 'find', address], given)).code).toBe(2);
  });
});
