import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openNewsroom, password, people } from './newsroom.ts';

describe('against a relay that repeats the recipient in every answer (attacks 26 and 26b)', async () => {
  const room = await openNewsroom({
    login: { user: 'desk', pass: password },
    rcpt: to =>
      /^(?:pavel|zoya)/iu.test(to) ? `550 5.1.1 <${to}> is unknown to \x1b[31m${to.split('@')[0]}` : undefined,
  });
  const { issue, relay, folder } = room;
  const env = { VESNIK_SMTP_URL: `smtp://desk:${password}@127.0.0.1:${relay.port}` };
  const said: string[] = [];
  const vesnik = async (argv: readonly string[]) => {
    const { code, out, err } = await room.vesnik(argv, { env });
    said.push(out, err);
    return code;
  };

  test('no command says an address, a password or the key, and the mailing goes as far as it goes', async () => {
    expect(await vesnik(['send', issue, '--dry-run', '--skip', 'web', '--json'])).toBe(0);
    expect(await vesnik(['send', issue, '--to', 'zoya@example.net', '--list', 'be'])).toBe(1);
    expect(await vesnik(['send', issue, '--yes', '--skip', 'web'])).toBe(3);
    for (const argv of [
      ['status', issue],
      ['status', issue, '--deliveries', 'failed'],
      ['status', issue, '--deliveries', 'failed', '--json'],
      ['status', issue, '--deliveries', 'sent', '--json'],
      ['resume', issue, '--retry-uncertain'],
      ['subscribers', 'stats', '--json'],
      ['subscribers', 'add', people[0] ?? '', '--list', 'be'],
      ['subscribers', 'move', people[0] ?? '', '--list', 'ru', '--json'],
      ['subscribers', 'unsubscribe', people[0] ?? ''],
      ['subscribers', 'find', 'nobody@example.org'],
      ['subscribers', 'import', 'people.csv', '--json'],
      ['subscribers', 'forget', people[1] ?? '', '--yes'],
      ['migrate', '--json'],
      ['check'],
    ]) {
      await vesnik(argv);
    }
    expect(relay.taken.length).toBeGreaterThan(0);
    const all = said.join('\n');
    expect(all).toContain('5.1.1');
    for (const secret of [password, room.env.VESNIK_KEY, ...people, ...people.map(address => address.split('@')[0])]) {
      expect(all.toLowerCase()).not.toContain(secret?.toLowerCase());
    }
    expect(all).not.toContain('\x1b');
  });

  test('nothing beside the database and the imported file holds them either, and the database holds none', async () => {
    const files = await readdir(folder, { recursive: true, withFileTypes: true });
    const bytes = await Promise.all(
      files
        .filter(file => file.isFile() && file.name !== 'people.csv')
        .map(file => readFile(join(file.parentPath, file.name), 'latin1')),
    );
    const all = bytes.join('\n').toLowerCase();
    expect(all).toContain('sqlite format 3');
    for (const address of people) expect(all).not.toContain(address.toLowerCase());
    expect(all).not.toContain(password);
  });
});

describe('an error that is not ours', () => {
  test('keeps what it says and hides addresses in it', async () => {
    const { vesnik } = await openNewsroom();
    const { code, err } = await vesnik(['subscribers', 'import', '.']);
    expect(code).toBe(1);
    expect(err).toContain('This should not have happened');
    expect(err).not.toContain('@');
  });
});
