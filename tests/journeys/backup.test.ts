import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import { createServer } from '#server/server.ts';
import { openStore } from '#store/open.ts';
import { temporaryFolder, vesnik } from '../cli/command-line.ts';
import { openNewsroom, people } from '../cli/newsroom.ts';

test('a newsletter moves to an empty machine: backup, restore, key from paper, doctor; the list is whole and an old link unsubscribes', async () => {
  // The old machine: an issue is mailed, somebody leaves, a backup is made.
  const old = await openNewsroom();
  expect((await old.vesnik(['send', old.issue, '--yes', '--skip', 'web'])).code).toBe(0);
  expect((await old.vesnik(['subscribers', 'unsubscribe', people[0] ?? ''])).code).toBe(0);
  const stick = await temporaryFolder();
  const identity = join(stick, 'identity.txt');
  const made = await old.vesnik(['backup', '--make-identity', identity, '--json']);
  const { recipient } = JSON.parse(made.out);
  expect((await stat(identity)).mode & 0o777).toBe(0o600);
  const backups = join(await temporaryFolder(), 'backups');
  const env = { VESNIK_BACKUP_RECIPIENT: recipient, VESNIK_BACKUP_FOLDER: backups };
  const backedUp = await old.vesnik(['backup'], { env });
  expect(backedUp).toMatchObject({ code: 0, err: '' });
  const [name = '', ...others] = await readdir(backups);
  expect([name, others]).toEqual([expect.stringMatching(/^vesnik-\d{4}-\d\d-\d\dT\d{6}Z\.age$/), []]);
  const file = join(backups, name);
  expect([(await stat(file)).mode & 0o777, (await stat(backups)).mode & 0o777]).toEqual([0o600, 0o700]);
  const bytes = await readFile(file, 'latin1');
  expect(bytes.slice(0, 22)).toBe('age-encryption.org/v1\n');
  for (const address of people) expect(bytes).not.toContain(address);
  expect(bytes).not.toContain(old.env.VESNIK_KEY);
  const paper = (await old.vesnik(['keys', 'print', '--yes'])).out;

  // The new machine has the code, the content, the file, the stick and the paper.
  const empty = await temporaryFolder();
  await mkdir(join(empty, 'home'));
  const here = {
    folder: empty,
    env: {
      ...env,
      VESNIK_ROOT: old.root,
      VESNIK_DATABASE_URL: `file:${join(empty, 'home/data/vesnik.db')}`,
      VESNIK_KEY_FILE: join(empty, 'home/keys/vesnik.key'),
    },
  };
  const restored = await vesnik(['restore', file, '--identity', identity], here);
  expect(restored).toMatchObject({ code: 0, err: '' });
  expect(restored.out).toContain('5 subscribers, 1 mailing');
  expect(restored.out).toContain('Put the key back');
  expect(restored.out).toMatch(/forgotten after that moment is back.*subscribers forget -/su);
  expect((await vesnik(['subscribers', 'stats'], here)).code).toBe(2);
  const read = await vesnik(['keys', 'read'], { ...here, stdin: paper });
  expect(read).toMatchObject({ code: 0, err: '' });
  expect(read.out).toContain('It opens the database.');
  const doctor = await vesnik(['doctor', '--offline', '--json'], here);
  const states: Record<string, string> = Object.fromEntries(
    JSON.parse(doctor.out).map(({ check, state }: { check: string; state: string }) => [check, state]),
  );
  expect(states).toMatchObject({ 'key.file': 'ok', 'key.fits': 'ok', 'database.integrity': 'ok', 'backup.age': 'ok' });
  const [before, after] = [old.vesnik(['subscribers', 'export']), vesnik(['subscribers', 'export'], here)];
  expect((await after).out).toBe((await before).out);
  expect((await after).out).toContain(people[1]);

  // A link out of a mail that the old machine sent.
  const reader = people[1] ?? '';
  const mail = await PostalMime.parse(old.relay.taken.find(({ to }) => to.includes(reader))?.source ?? '');
  const header = mail.headers.find(({ key }) => key === 'list-unsubscribe')?.value ?? '';
  const path = /<https?:\/\/[^/]+(\/u\/[^>]+)>/u.exec(header)?.[1] ?? '';
  const masterKey = Buffer.from(old.env.VESNIK_KEY ?? '', 'base64');
  const store = await openStore({ url: here.env.VESNIK_DATABASE_URL, masterKey });
  const doors = createServer({
    ...{ store, distFolder: join(old.root, 'dist'), publicUrl: 'http://127.0.0.1:1', languages: ['be', 'ru'] },
    lists: [
      { id: 'be', interface: 'be', take: ['be'], among: ['be'] },
      { id: 'ru', interface: 'ru', take: ['ru'], among: ['ru'] },
    ],
  });
  const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
  expect((await doors.request(path, { method: 'POST', body })).status).toBe(200);
  await store.close();
  expect((await vesnik(['subscribers', 'find', reader, '--json'], here)).out).toContain('"state": "unsubscribed"');
  expect((await old.vesnik(['subscribers', 'find', reader, '--json'])).out).toContain('"state": "active"');
});

test('a backup made in the middle of a mailing is restored with the mailing paused, and says what is not known', async () => {
  const old = await openNewsroom();
  const sent = await old.vesnik(['send', old.issue, '--yes', '--skip', 'web', '--at', '2096-01-01T09:00Z']);
  expect(sent.code).toBe(0);
  const stick = await temporaryFolder();
  const identity = join(stick, 'identity.txt');
  const { recipient } = JSON.parse((await old.vesnik(['backup', '--make-identity', identity, '--json'])).out);
  const file = join(stick, 'backups', 'one.age');
  expect((await old.vesnik(['backup', file, '--to', recipient])).code).toBe(0);
  const env = { VESNIK_DATABASE_URL: `file:${join(stick, 'new/vesnik.db')}` };
  const restored = await old.vesnik(['restore', file, '--identity', identity], { env });
  expect(restored.out).toContain(`The mailing of ${old.issue} is paused with 5 recipients waiting`);
  expect(restored.out).toContain('The key that is here opens it.');
  expect((await old.vesnik(['status', old.issue, '--json'], { env })).out).toContain('"state": "paused"');
});
