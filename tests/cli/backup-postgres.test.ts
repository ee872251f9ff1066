import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { startPostgres } from '../postgres.ts';
import { openNewsroom, people } from './newsroom.ts';

const postgres = await startPostgres();
afterAll(() => postgres.stop());

test('a newsletter moves from SQLite to PostgreSQL and back by its backups, and doctor looks at the server', async () => {
  const room = await openNewsroom();
  const identity = join(room.folder, 'identity.txt');
  const { recipient } = JSON.parse((await room.vesnik(['backup', '--make-identity', identity, '--json'])).out);
  const places = [
    room.env.VESNIK_DATABASE_URL ?? '',
    await postgres.freshUrl(),
    `file:${join(room.folder, 'moved/vesnik.db')}`,
  ];
  const lists = [(await room.vesnik(['subscribers', 'export'])).out];
  for (const [at, place] of places.entries()) {
    const next = places[at + 1];
    if (next === undefined) break;
    const file = join(room.folder, 'backups', `${at}.age`);
    const made = await room.vesnik(['backup', file, '--to', recipient], { env: { VESNIK_DATABASE_URL: place } });
    expect(made).toMatchObject({ code: 0, err: '' });
    const env = { VESNIK_DATABASE_URL: next };
    expect(await room.vesnik(['restore', file, '--identity', identity], { env })).toMatchObject({ code: 0, err: '' });
    expect((await room.vesnik(['keys', 'rotate'], { env })).out).toContain(
      `${people.length} addresses are sealed anew`,
    );
    lists.push((await room.vesnik(['subscribers', 'export'], { env })).out);
  }
  expect(new Set(lists).size).toBe(1);
  expect(await readdir(join(room.folder, 'backups'))).toEqual(['0.age', '1.age']);

  const env = { VESNIK_DATABASE_URL: places[1] ?? '', VESNIK_BACKUP_FOLDER: join(room.folder, 'backups') };
  const { out } = await room.vesnik(['doctor', '--offline', '--json'], { env });
  const states: Record<string, string> = Object.fromEntries(
    JSON.parse(out).map(({ check, state }: { check: string; state: string }) => [check, state]),
  );
  expect(states).toMatchObject({
    ...{ 'key.fits': 'ok', 'database.schema': 'ok', 'database.server': 'ok', 'database.encryption': 'ok' },
    ...{ 'database.disk': 'unknown', 'backup.age': 'ok', 'clock.time': 'ok' },
  });
  const password = new URL(env.VESNIK_DATABASE_URL).password;
  expect(password.length).toBeGreaterThan(8);
  expect(out).not.toContain(password);
});
