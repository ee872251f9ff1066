import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import SqliteFile from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { openNewsroom } from './newsroom.ts';

describe('subscribers', async () => {
  const { folder, env, vesnik } = await openNewsroom();

  test('are imported with a report of what was refused, by line and reason', async () => {
    const csv = [
      'E-mail;Язык',
      'new@example.org;беларуская',
      'no address;ru',
      'twice@example.org;ru',
      'TWICE@example.org;ru',
    ];
    await writeFile(join(folder, 'more.csv'), csv.join('\r\n'));
    const dry = await vesnik(['subscribers', 'import', 'more.csv', '--dry-run', '--json']);
    expect(JSON.parse(dry.out)).toMatchObject({ rows: 4, added: 2, known: 1, refused: 1 });
    const { code, out } = await vesnik(['subscribers', 'import', 'more.csv', '--report', 'report.txt']);
    expect(code).toBe(3);
    expect(out).toContain('Added: 2 (be 1, ru 1). There already: 1. Never to be mailed: 0. Refused: 1.');
    expect(out).toContain('line 3: ');
    expect(await readFile(join(folder, 'report.txt'), 'utf8')).toMatch(/^line 3: /u);
    const again = await vesnik(['subscribers', 'import', 'more.csv', '--json']);
    expect(JSON.parse(again.out)).toMatchObject({ added: 0, known: 3 });
  });

  test('are imported from standard input', async () => {
    const { code, out } = await vesnik(['subscribers', 'import', '-', '--list', 'ru'], {
      stdin: 'email\npipe@example.org\n',
    });
    expect(code).toBe(0);
    expect(out).toContain('Added: 1 (ru 1)');
  });

  test('are not added where the source of their consent would hold an address, and it is not repeated', async () => {
    for (const words of [
      ['add', 'sourced@example.org', '--list', 'be'],
      ['import', '-', '--list', 'be'],
      ['import', '-', '--list', 'be', '--dry-run'],
    ]) {
      const { code, out, err } = await vesnik(['subscribers', ...words, '--source', 'friend of secret@example.net'], {
        stdin: 'email\nsourced@example.org\n',
      });
      expect(code).toBe(2);
      expect(err).toContain('source of the consent');
      expect(out + err).not.toContain('secret');
    }
    expect((await vesnik(['subscribers', 'find', 'sourced@example.org'])).code).toBe(1);
  });

  test('are exported into a file that only its owner reads and that replaces nothing', async () => {
    expect((await vesnik(['subscribers', 'export', '--out', 'out.csv'])).code).toBe(0);
    const file = join(folder, 'out.csv');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readFile(file, 'utf8')).toBe((await vesnik(['subscribers', 'export'])).out);
    expect((await vesnik(['subscribers', 'export', '--out', 'out.csv'])).code).toBe(2);
  });

  test('are added, found, moved and unsubscribed one by one', async () => {
    const address = 'one@example.org';
    expect((await vesnik(['subscribers', 'add', address, '--list', 'be', '--form', 'discreet'])).code).toBe(0);
    expect((await vesnik(['subscribers', 'add', 'ONE@example.org', '--list', 'be'])).code).toBe(1);
    const found = await vesnik(['subscribers', 'find', 'One@Example.org', '--json']);
    expect(JSON.parse(found.out)).toMatchObject({ address, list: 'be', form: 'discreet', state: 'active' });
    expect((await vesnik(['subscribers', 'move', address, '--list', 'russian'])).out).toContain('to ru, discreet');
    expect((await vesnik(['subscribers', 'move', address, '--form', 'plain'])).code).toBe(0);
    expect((await vesnik(['subscribers', 'move', address])).code).toBe(2);
    expect((await vesnik(['subscribers', 'unsubscribe', '-'], { stdin: `${address}\n` })).code).toBe(0);
    expect(JSON.parse((await vesnik(['subscribers', 'find', address, '--json'])).out)).toMatchObject({
      list: 'ru',
      form: 'plain',
      state: 'unsubscribed',
      leftAt: expect.stringMatching(/^\d{4}-/u),
      leftReason: null,
    });
    expect((await vesnik(['subscribers', 'find', address])).out).toMatch(/\n *left +\d{4}-\d\d-\d\d\n/u);
  });

  test('who are forgotten while another program reads are said to be in its log still, until it is done', async () => {
    const address = 'reading@example.org';
    await vesnik(['subscribers', 'add', address, '--list', 'be']);
    const reader = new SqliteFile(env.VESNIK_DATABASE_URL?.replace('file:', ''), { readonly: true });
    reader.exec('begin');
    reader.prepare('select count(*) from subscribers').get();
    const { code, out } = await vesnik(['subscribers', 'forget', address, '--without-trace', '--yes']);
    expect(code).toBe(3);
    expect(out).not.toContain('No trace');
    expect(out).toContain('can still be found in the bytes of its log');
    reader.close();
    await vesnik(['subscribers', 'add', address, '--list', 'be']);
    const again = await vesnik(['subscribers', 'forget', address, '--without-trace', '--yes']);
    expect(again).toMatchObject({ code: 0, out: expect.stringContaining('No trace is left') });
  });

  test('who are forgotten are not brought back by an import', async () => {
    const address = 'gone@example.org';
    await vesnik(['subscribers', 'add', address, '--list', 'be']);
    expect((await vesnik(['subscribers', 'forget', address])).code).toBe(2);
    expect((await vesnik(['subscribers', 'forget', address, '--yes'])).code).toBe(0);
    expect((await vesnik(['subscribers', 'find', address])).code).toBe(1);
    const { out } = await vesnik(['subscribers', 'import', '-', '--list', 'be', '--json'], {
      stdin: `email\n${address}\n`,
    });
    expect(JSON.parse(out)).toMatchObject({ added: 0, suppressed: 1 });
    expect((await vesnik(['subscribers', 'add', address, '--list', 'be'])).code).toBe(1);
  });

  test.each([
    [['subscribers', 'add', 'x@example.org', '--list', 'fr'], 2, 'Lists in content/newsletter.yaml: be, ru'],
    [['subscribers', 'add', 'not-an-address', '--list', 'be'], 1, 'well-formed'],
    [['subscribers', 'find', 'nobody@example.org'], 1, 'Nobody is known'],
    [['subscribers', 'import', 'none.csv'], 2, 'no file none.csv'],
  ])('refuse %j', async (argv, wanted, words) => {
    const { code, err } = await vesnik(argv);
    expect(code).toBe(wanted);
    expect(err).toContain(words);
  });

  test('are counted by list and state, and never named', async () => {
    const { out } = await vesnik(['subscribers', 'stats']);
    expect(out).toMatch(/^ {2}list +pending +active +unsubscribed/u);
    expect(out).toMatch(/\n {2}all +0 +\d/u);
    expect(out).not.toContain('@');
  });
});

describe('an address in letters beyond ASCII', async () => {
  const { folder, relay, vesnik } = await openNewsroom();
  const csv = 'email,list\nчытач@example.org,be\nreader@пошта.бел,be\n';
  const offline = { env: { VESNIK_SMTP_URL: '' } };
  const away = { env: { VESNIK_SMTP_URL: 'smtp://127.0.0.1:1' } };

  test('is refused in words where the relay does not take it, cannot be reached, or none is set', async () => {
    await writeFile(join(folder, 'letters.csv'), csv);
    relay.script.extensions = ['8BITMIME'];
    for (const given of [{}, offline, away]) {
      const added = await vesnik(['subscribers', 'add', 'чытач@example.org', '--list', 'be'], given);
      expect(added.code).toBe(1);
      expect(added.err).toContain('SMTPUTF8');
      expect(added.err).not.toContain('чытач');
      const dry = await vesnik(['subscribers', 'import', 'letters.csv', '--dry-run'], given);
      expect(dry.code).toBe(3);
      expect(dry.out).toContain('Would be added: 1 (be 1)');
      expect(dry.out).toMatch(/line 2: .*SMTPUTF8/u);
    }
    const { code } = await vesnik(['subscribers', 'import', 'letters.csv', '--report', 'letters.txt'], offline);
    expect(code).toBe(3);
    expect(await readFile(join(folder, 'letters.txt'), 'utf8')).toMatch(/^line 2: .*SMTPUTF8/u);
  });

  test('is taken where the relay says so, or somebody who knows', async () => {
    const add = (address: string, ...more: string[]) =>
      vesnik(['subscribers', 'add', address, '--list', 'be', ...more], more.length > 0 ? offline : {});
    expect((await add('адна@example.org', '--all-letters')).code).toBe(0);
    relay.script.extensions = ['SMTPUTF8', '8BITMIME'];
    expect((await add('два@example.org')).code).toBe(0);
    const { code, out } = await vesnik(['subscribers', 'import', 'letters.csv']);
    expect(code).toBe(0);
    expect(out).toContain('Added: 1 (be 1). There already: 1.');
  });
});

describe('without a database', () => {
  test('the message says how to make one, and no key is made', async () => {
    const { folder, vesnik } = await openNewsroom();
    const env = { VESNIK_DATABASE_URL: 'file:none.db', VESNIK_KEY: '', VESNIK_KEY_FILE: join(folder, 'new.key') };
    const { code, err } = await vesnik(['subscribers', 'stats'], { env });
    expect(code).toBe(2);
    expect(err).toContain('npx vesnik migrate');
    await expect(stat(join(folder, 'new.key'))).rejects.toThrow('ENOENT');
    expect((await vesnik(['migrate'], { env })).code).toBe(0);
    expect((await stat(join(folder, 'new.key'))).mode & 0o777).toBe(0o600);
  });
});
