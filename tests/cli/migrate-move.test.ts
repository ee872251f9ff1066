import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openDatabase } from '#store/database.ts';
import { holdOffSenders } from '#store/sender-lock.ts';
import { startPostgres } from '../postgres.ts';
import { openNewsroom, people } from './newsroom.ts';

const postgres = await startPostgres();
afterAll(() => postgres.stop());

describe('migrate --from --to', async () => {
  const stop = new AbortController();
  const room = await openNewsroom({
    message: () => {
      stop.abort();
      return undefined;
    },
  });
  const { issue, relay, vesnik } = room;
  const old = room.env.VESNIK_DATABASE_URL ?? '';
  const place = await postgres.freshUrl();
  const { password } = new URL(place);
  const env = { VESNIK_DATABASE_URL: place };
  await vesnik(['send', issue, '--yes', '--skip', 'web'], { signal: stop.signal });
  const sentBefore = relay.taken.length;
  const before = (await vesnik(['subscribers', 'export'])).out;

  test('refuses while somebody sends from either, and leaves both as they are', async () => {
    for (const url of [old, place]) {
      const database = await openDatabase(url);
      const release = await holdOffSenders(database);
      const { code, err } = await vesnik(['migrate', '--from', old, '--to', place, '--json']);
      expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('sender-busy') });
      await release();
      await database.close();
    }
    expect((await vesnik(['status', issue])).code).toBe(0);
  });

  test('stopped in the middle moves nothing', async () => {
    const { code, err } = await vesnik(['migrate', '--to', place, '--json'], { signal: AbortSignal.abort() });
    expect(code).not.toBe(0);
    expect(err).toContain('Nothing was moved');
    const file = join(room.folder, 'never.db');
    await vesnik(['migrate', '--to', `file:${file}`], { signal: AbortSignal.abort() });
    expect(existsSync(file)).toBe(false);
  });

  test('refuses another version of the schema', async () => {
    const database = await openDatabase(old);
    const { version, ...row } = await database.db
      .selectFrom('migrations')
      .selectAll()
      .orderBy('version', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    await database.db.deleteFrom('migrations').where('version', '=', version).execute();
    expect(await vesnik(['migrate', '--to', place, '--json'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('schema-older'),
    });
    await database.db
      .insertInto('migrations')
      .values({ version, ...row })
      .execute();
    await database.close();
  });

  test('moves everything into PostgreSQL, and the mailing goes on there; the old database sends no more', async () => {
    expect(sentBefore).toBeGreaterThan(0);
    expect(sentBefore).toBeLessThan(people.length);
    const moved = await vesnik(['migrate', '--from', old, '--to', place, '--json']);
    expect(moved).toMatchObject({ code: 0, err: expect.not.stringContaining(password) });
    expect(moved.out).not.toContain(password);
    const { tables } = JSON.parse(moved.out);
    expect(tables).toMatchObject({
      subscribers: { rows: people.length, sha256: expect.stringMatching(/^[0-9a-f]{64}$/u) },
      deliveries: { rows: people.length },
      mailings: { rows: 1 },
      keys: { rows: expect.any(Number) },
    });
    expect(Object.keys(tables)).toEqual(expect.arrayContaining(['outbox', 'senders', 'suppressions', 'variants']));
    expect((await vesnik(['subscribers', 'export'], { env })).out).toBe(before);

    for (const command of [['resume', issue], ['status'], ['migrate']]) {
      const refused = await vesnik([...command, '--json']);
      expect(refused, command.join()).toMatchObject({ code: 2, err: expect.stringContaining('database-moved') });
    }
    expect(relay.taken.length).toBe(sentBefore);

    expect(await vesnik(['resume', issue], { env })).toMatchObject({ code: 0 });
    expect(relay.taken.flatMap(({ to }) => to).toSorted()).toEqual(people.toSorted());
    // Ids go on behind those that came.
    expect(await vesnik(['subscribers', 'add', 'new@example.org', '--list', 'be'], { env })).toMatchObject({ err: '' });
  });

  test('neither fills a place that has something in it nor moves the same database a second time', async () => {
    const other = await postgres.freshUrl();
    expect((await vesnik(['migrate', '--from', old, '--to', other, '--json'])).err).toContain('database-moved');
    const again = await vesnik(['migrate', '--from', old, '--to', place]);
    expect(again).toMatchObject({
      code: 1,
      err: expect.stringMatching(/moved to \S+ already, on \d{4}-.* Nothing was changed/u),
    });
    expect(again.err).toContain('There is nothing left to move: set VESNIK_DATABASE_URL');
    expect(again.err).not.toMatch(/move the file away|Name another place/u);
    const third = join(room.folder, 'third.db');
    await vesnik(['migrate'], { env: { VESNIK_DATABASE_URL: `file:${third}` } });
    const taken = await vesnik(['migrate', '--from', `file:${third}`, '--to', place, '--json']);
    expect(taken).toMatchObject({ code: 1, err: expect.stringContaining('place-taken') });
  });

  test('broken off after the mark, the same command goes through; and the way back is the same command', async () => {
    const back = `file:${join(room.folder, 'back/vesnik.db')}`;
    const database = await openDatabase(place);
    await database.db
      .insertInto('migrations')
      .values({ version: 1_000_000, name: join(room.folder, 'back/vesnik.db'), applied_at: 1 })
      .execute();
    await database.close();
    expect(await vesnik(['migrate', '--from', place, '--to', back])).toMatchObject({ code: 0 });
    const list = await vesnik(['subscribers', 'export'], { env: { VESNIK_DATABASE_URL: back } });
    expect(list.out.split('\n')).toHaveLength(before.split('\n').length + 1);
  });
});
