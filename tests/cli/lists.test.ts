import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { describe, expect, test } from 'vitest';
import { clone } from './command-line.ts';
import { openNewsroom, people } from './newsroom.ts';

async function newIdentity(file: string): Promise<string> {
  const secret = await generateX25519Identity();
  await writeFile(file, `# a pair for tests\n${secret}\n`);
  return identityToRecipient(secret);
}

describe('a list on its way out and in', async () => {
  const { folder, root, env: roomEnv, vesnik } = await openNewsroom();
  const other = await openNewsroom();
  const inFolder = (name: string): string => join(folder, name);

  test('is encrypted, names nobody to who has the file, and comes back the same with the identity', async () => {
    const recipient = await newIdentity(inFolder('identity.txt'));
    await newIdentity(inFolder('stranger.txt'));
    const exported = await vesnik(['subscribers', 'export', '--to', recipient, '--out', 'list.csv.age']);
    expect(exported.code).toBe(0);
    const bytes = await readFile(inFolder('list.csv.age'), 'latin1');
    expect(bytes.startsWith('age-encryption.org/v1\n')).toBe(true);
    for (const address of people) expect(bytes).not.toContain(address.split('@')[0]);
    expect((await stat(inFolder('list.csv.age'))).mode & 0o777).toBe(0o600);
    for (const address of people) await other.vesnik(['subscribers', 'forget', address, '--without-trace', '--yes']);
    const file = inFolder('list.csv.age');
    const importing = (...more: string[]) => other.vesnik(['subscribers', 'import', file, '--json', ...more]);
    for (const [more, code] of [
      [[], 'identity-missing'],
      [['--identity', inFolder('stranger.txt')], 'wrong-identity'],
      [['--identity', file], 'identity-unreadable'],
    ] as const) {
      const { code: exit, err } = await importing(...more);
      expect({ exit, code: JSON.parse(err).error.code }).toEqual({ exit: 2, code });
    }
    expect(JSON.parse((await importing('--identity', inFolder('identity.txt'))).out)).toMatchObject({
      added: people.length,
      refused: 0,
    });
    const [ours, theirs] = await Promise.all([vesnik, other.vesnik].map(run => run(['subscribers', 'export'])));
    expect(theirs?.out.split('\r\n').sort()).toEqual(ours?.out.split('\r\n').sort());
    await writeFile(inFolder('cut.csv.age'), (await readFile(file)).subarray(0, -20));
    const cut = await other.vesnik([
      'subscribers',
      'import',
      inFolder('cut.csv.age'),
      '--identity',
      inFolder('identity.txt'),
    ]);
    expect(cut.code).toBe(2);
    expect(cut.err).toContain('cannot be opened to its end');
  });

  test('that tells of nobody who left is said to, in a rehearsal as in earnest', async () => {
    await writeFile(inFolder('silent.csv'), 'email,list,unsubscribe_url\nsilent@example.org,be,https://a.example/u\n');
    await writeFile(inFolder('telling.csv'), 'email,list,Unsubscribed at\nsilent@example.org,be,\n');
    for (const more of [['--dry-run'], []]) {
      const words = 'No column of this file tells who has left';
      expect((await vesnik(['subscribers', 'import', inFolder('silent.csv'), ...more])).out).toContain(words);
      expect((await vesnik(['subscribers', 'import', inFolder('telling.csv'), ...more])).out).not.toContain(words);
    }
    await vesnik(['subscribers', 'forget', 'silent@example.org', '--without-trace', '--yes']);
  });

  test('lies in no repository, in no newsletter’s folder and not behind a link into one', async () => {
    await mkdir(inFolder('repository/.git'), { recursive: true });
    await symlink(root, inFolder('link'));
    const places = [join(clone, 'people.csv'), join(clone, 'data/new/people.csv'), join(root, 'people.csv')];
    for (const place of [...places, inFolder('repository/people.csv'), inFolder('link/people.csv')]) {
      const { code, out, err } = await vesnik(['subscribers', 'export', '--out', place]);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toContain('would publish the list');
      await expect(stat(place)).rejects.toThrow('ENOENT');
      const words = ['subscribers', 'import', 'people.csv', '--report', place, '--report-rows'];
      expect((await vesnik(words)).code).toBe(2);
    }
  });

  test.runIf(process.platform === 'linux')('is not written by `>` into a repository, and is elsewhere', async () => {
    await mkdir(inFolder('checkout/.git'), { recursive: true });
    const env = { ...process.env, ...roomEnv };
    const into = async (file: string): Promise<{ code: number; err: string; text: string }> => {
      const handle = await open(file, 'w');
      const child = spawn(process.execPath, [join(clone, 'src/cli/main.ts'), 'subscribers', 'export'], {
        ...{ env, cwd: folder, stdio: ['ignore', handle.fd, 'pipe'] },
      });
      const [err, [code]] = await Promise.all([text(child.stderr ?? Readable.from([])), once(child, 'exit')]);
      await handle.close();
      return { code, err, text: await readFile(file, 'utf8') };
    };
    const refused = await into(inFolder('checkout/people.csv'));
    expect(refused).toMatchObject({ code: 2, text: '', err: expect.stringContaining('would publish the list') });
    const written = await into(inFolder('elsewhere.csv'));
    expect(written).toMatchObject({ code: 0, text: expect.stringContaining(people[0] ?? '@') });
  });

  test('has the columns that it is said to have', async () => {
    const text = 'Хто;Адрас, пошта;Што\nx;mapped@example.org;BE\n';
    await writeFile(inFolder('odd.csv'), text);
    const map = ['subscribers', 'import', 'odd.csv', '--json', '--map'];
    for (const wrong of ['email', 'email=2,email=3', 'colour=2', '__proto__=1', ''])
      expect((await vesnik([...map, wrong])).err).toContain('wrong-map');
    expect((await vesnik([...map, 'email=Адрес'])).err).toContain('csv-columns');
    expect(JSON.parse((await vesnik([...map, 'email="Адрас, пошта",list=3'])).out)).toMatchObject({
      addedByList: { be: 1 },
    });
    expect(JSON.parse((await vesnik([...map, 'email=2,list=Што'])).out)).toMatchObject({ known: 1 });
  });

  test('is reported without addresses, unless the rows are wanted: then they can be set right and imported', async () => {
    await writeFile(inFolder('mixed.csv'), 'email,list\nright@example.org,be\nwrong@example.org,Klingon\n=broken,be\n');
    const plain = await vesnik(['subscribers', 'import', 'mixed.csv', '--report', 'lines.txt']);
    expect(plain.code).toBe(3);
    expect(await readFile(inFolder('lines.txt'), 'utf8')).toMatch(/^line 3: no list .*\nline 4: this is not .*\n$/u);
    expect(plain.out + plain.err).not.toContain('@');
    const words = ['subscribers', 'import', 'mixed.csv', '--report', 'rows.csv', '--report-rows'];
    expect((await vesnik(words)).code).toBe(3);
    const rows = await readFile(inFolder('rows.csv'), 'utf8');
    expect(rows).toContain("wrong@example.org,Klingon,3,no list has this name or language\r\n'=broken,be,4,");
    await writeFile(inFolder('right.csv'), rows.replace('Klingon', 'be'));
    expect(JSON.parse((await vesnik(['subscribers', 'import', 'right.csv', '--json'])).out)).toMatchObject({
      added: 1,
      refused: 1,
    });
    expect((await vesnik(words)).err).toContain('exists already');
    // Not even the list itself, whose name is soon typed twice.
    const before = await readFile(inFolder('mixed.csv'));
    const itself = await vesnik(['subscribers', 'import', 'mixed.csv', '--report', 'mixed.csv']);
    expect([itself.code, itself.err]).toEqual([2, expect.stringContaining('exists already')]);
    expect(await readFile(inFolder('mixed.csv'))).toEqual(before);
    expect((await vesnik(['subscribers', 'import', 'mixed.csv', '--report-rows'])).code).toBe(2);
  });

  test('of another service leaves out who left there, for good where that is wanted', async () => {
    const file = join(clone, 'tests/fixtures/lists/substack.csv');
    const words = ['subscribers', 'import', file, '--list', 'be', '--suppress-left'];
    const dry = await vesnik([...words, '--dry-run']);
    expect(dry.out).toContain('3 rows read (utf-8, an export of Substack)');
    expect(dry.out).toContain('Would be added: 2 (be 2)');
    expect(dry.out).toMatch(/line 4: they left .*\nWould go on the suppression list, .*: 1\./u);
    expect((await vesnik(words)).out).toContain('Went on the suppression list');
    const back = await vesnik(['subscribers', 'add', 'ss-off@example.org', '--list', 'be']);
    expect(back.code).toBe(1);
  });

  test('is counted by list, month and reason, never by person', async () => {
    await vesnik(['subscribers', 'unsubscribe', 'lena@example.org']);
    const { out } = await vesnik(['subscribers', 'stats', '--json']);
    const month = new Date().toISOString().slice(0, 7);
    const { lists, months, reasons } = JSON.parse(out);
    expect(lists.be).toMatchObject({ unsubscribed: 1 });
    expect(months.at(-1)).toMatchObject({ month, left: 1 });
    expect(reasons).toMatchObject({ unsaid: 1, 'not-safe': 0 });
    const table = await vesnik(['subscribers', 'stats']);
    expect(table.out).toMatch(/month +joined +left +growth +active\n/u);
    expect(table.out).toMatch(/why they left +people\n +unsaid +1/u);
    expect(out + table.out).not.toContain('@');
  });
});
