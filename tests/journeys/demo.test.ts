import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sampleSubscribers } from '#cli/demo/sample-subscribers.ts';

const clone = join(import.meta.dirname, '../..');
const lists = ['en', 'be', 'ru', 'be-ru'];

// What the person has set must not matter: the demo has a database, a key and a relay of its own.
const decoys = {
  VESNIK_ROOT: '/nowhere',
  VESNIK_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
  VESNIK_KEY: Buffer.alloc(32, 7).toString('base64'),
  VESNIK_SMTP_URL: 'smtp://127.0.0.1:1',
  VESNIK_RATE: '1',
};

function demo(): Promise<{ readonly code: number | string | null; readonly out: string; readonly err: string }> {
  return new Promise(resolve => {
    const argv = [join(clone, 'bin/vesnik.js'), 'demo', '--once'];
    execFile(process.execPath, argv, { env: { ...process.env, ...decoys } }, (error, out, err) => {
      resolve({ code: error === null ? 0 : (error.code ?? null), out, err });
    });
  });
}

describe('npm run demo -- --once', () => {
  test.each(['a first time', 'a second time'])('goes the whole way %s and says what it did', async () => {
    const { code, out, err } = await demo();
    expect(err).not.toContain('Error');
    expect(code).toBe(0);
    expect(out).toMatch(/1\. Checked +5 issues, \d+ commentaries, \d+ texts in en, be, ru\./u);
    expect(out).toMatch(/2\. Built +\d+ pages into dist\//u);
    expect(out).toContain('52 subscribers: 13 of each list (en, be, ru, be-ru), in every form');
    expect(out).toMatch(/4\. Mailed +2024-10-28 in 12 variants/u);
    for (const list of lists) expect(out).toMatch(new RegExp(`^ +${list} +13$`, 'mu'));
    expect(out).toMatch(/be +2024-10-28\/human-rights +shown in Russian +13 people/u);
    expect(out).toMatch(/each of 52 subscribers of en, be, ru, be-ru got exactly one mail/u);
  });

  test('leaves no address of a subscriber in its database, in dist/ or in what it says', async () => {
    const folders = [join(clone, 'data/demo'), join(clone, 'dist')];
    const files = await Promise.all(folders.map(folder => readdir(folder, { recursive: true, withFileTypes: true })));
    const bytes = await Promise.all(
      files
        .flat()
        .filter(file => file.isFile())
        .map(file => readFile(join(file.parentPath, file.name), 'latin1')),
    );
    const all = bytes.join('\n').toLowerCase();
    expect(all).toContain('sqlite format 3');
    const addresses = [...sampleSubscribers(lists, 13)].map(({ address }) => address.toLowerCase());
    expect(addresses.filter(address => all.includes(address))).toEqual([]);
  });
});

test('sample subscribers are the same every time, each once, of every list in every form', () => {
  const people = [...sampleSubscribers(lists, 13)];
  expect(new Set(people.map(({ address }) => address)).size).toBe(52);
  expect(new Set(people.map(({ list, form }) => `${list} ${form}`)).size).toBe(12);
  expect([...sampleSubscribers(lists, 13)]).toEqual(people);
  expect(people.every(({ address }) => /@(?:[a-z.]+\.)?(?:example\.(?:org|net|com)|test)$/u.test(address))).toBe(true);
});
