import { PassThrough } from 'node:stream';
import SqliteFile from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { deliver } from '#cli/delivering.ts';
import { failureOf } from '#cli/failure.ts';
import { openTerminal } from '#cli/terminal.ts';
import { systemClock } from '#delivery/clock.ts';
import { readRelayUrl } from '#delivery/relay-address.ts';
import { pauseMailing, resumeMailing } from '#store/mailing-control.ts';
import { openStore } from '#store/open.ts';
import { vesnik } from './command-line.ts';
import { openNewsroom } from './newsroom.ts';

describe('when the database fails in mid-mailing', async () => {
  const room = await openNewsroom();
  const { issue, relay } = room;
  const url = room.env.VESNIK_DATABASE_URL ?? '';

  test('it is not said that nothing was changed: it ends with 3, and status and resume go on', async () => {
    const gone = await room.vesnik(['send', issue, '--yes', '--skip', 'web'], {
      env: { VESNIK_SMTP_URL: 'smtp://127.0.0.1:1' },
    });
    expect(gone.code).toBe(3);
    const masterKey = Buffer.from(room.env.VESNIK_KEY ?? '', 'base64');
    const store = await openStore({ url, masterKey, patienceMs: 100 });
    await pauseMailing(store, issue);
    const mailing = await resumeMailing(store, issue, new Date());
    const other = new SqliteFile(url.slice('file:'.length));
    relay.script.message = () => {
      if (!other.inTransaction) other.exec('begin immediate');
      return undefined;
    };
    const stdout = new PassThrough();
    const terminal = openTerminal(
      {
        ...{ env: {}, folder: room.folder, stdin: new PassThrough(), stdout, stderr: new PassThrough() },
        signal: new AbortController().signal,
        clock: systemClock,
      },
      text => text,
    );
    const settings = {
      relay: readRelayUrl(relay.url),
      connections: 1,
      rate: 0,
      publicUrl: 'http://127.0.0.1:1',
      bounceDomain: 'example.org',
    };
    const thrown: unknown = await deliver(
      { store, settings, mailing, notify: [], json: false, progressAsJson: false },
      terminal,
    ).catch(error => error);
    const failure = failureOf(thrown);
    expect(failure).toMatchObject({ code: 'database-locked', exitCode: 3 });
    expect(failure.hint).toContain(`npx vesnik status ${issue}`);
    expect(failure.hint).toContain(`npx vesnik resume ${issue}`);
    expect(`${failure.message} ${failure.hint}`).not.toContain('Nothing was changed');
    expect(relay.taken.length).toBeGreaterThan(0);
    delete relay.script.message;
    other.close();
    await store.close();
    await room.vesnik(['resume', issue]);
    expect(new Set(relay.taken.flatMap(({ to }) => to)).size).toBe(relay.taken.length);
  });
});

test.each([
  'postgres://u:db#S3cr@h:1/x',
  'postgres://u:1#S3cr@h:1/x',
  'postgres://u:1/S3cr@h:1/x',
  'postgres://u:a?S3cr@h:1/x',
])('a database address that cannot be read is wrong usage and is not shown: %s', async address => {
  const env = { VESNIK_DATABASE_URL: address, VESNIK_KEY: Buffer.alloc(32).toString('base64') };
  for (const command of [['status'], ['migrate']]) {
    const { code, out, err } = await vesnik(command, { env });
    expect([code, err]).toEqual([2, expect.stringContaining('%23')]);
    expect(out + err).not.toMatch(/S3cr|@h:1|db#/);
  }
});
