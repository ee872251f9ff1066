import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openNewsroom } from './newsroom.ts';

const noRelay = { VESNIK_SMTP_URL: '' };

describe('mail by a program on this machine', async () => {
  const { issue, folder, relay, vesnik } = await openNewsroom();
  const program = join(folder, 'sendmail');
  const spool = join(folder, 'spool.mbox');
  await writeFile(
    program,
    `#!/bin/sh\n{ printf '\\n=== %s\\n' "$*"; cat; } > "${spool}.$$"\ncat "${spool}.$$" >> "${spool}"\n`,
  );
  await chmod(program, 0o755);
  const env = { ...noRelay, VESNIK_TRANSPORT: `sendmail:${program}`, VESNIK_CONNECTIONS: '1' };

  test('every subscriber has one message, with an address of its own to bounce to, and the ledger says sent', async () => {
    const sent = await vesnik(['send', issue, '--yes', '--skip', 'web'], { env });
    expect(sent.code).toBe(0);
    const handed = (await readFile(spool, 'utf8')).split('\n=== ').slice(1);
    expect(handed).toHaveLength(5);
    expect(new Set(handed.map(mail => mail.split('\n', 1)[0])).size).toBe(5);
    for (const mail of handed) expect(mail).toMatch(/^-i -f bounce\+[a-z2-7]{40}@\S+ \S+@\S+\n/);
    for (const mail of handed) expect(mail).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    expect(relay.taken).toEqual([]);
    const status = JSON.parse((await vesnik(['status', issue, '--json'])).out);
    expect(status.counts).toMatchObject({ sent: 5, queued: 0, uncertain: 0 });
  });
});

describe('a way that is none', async () => {
  const { issue, folder, vesnik } = await openNewsroom();

  test.each([
    ['sendmail', 'is neither sendmail:/path nor a module'],
    ['gone.mjs', 'cannot be loaded'],
    ['empty.mjs', 'exports nothing that nodemailer takes'],
  ])('%s is refused before anything is frozen: %s', async (transport, words) => {
    await writeFile(join(folder, 'empty.mjs'), 'export default {};\n');
    const env = { ...noRelay, VESNIK_TRANSPORT: join(folder, transport) };
    const { code, err } = await vesnik(['send', issue, '--yes', '--skip', 'web'], { env });
    expect(code).toBe(2);
    expect(err).toContain(words);
    expect(err).toContain('VESNIK_TRANSPORT=sendmail:/usr/sbin/sendmail');
    expect((await vesnik(['status', '--json'])).out).not.toContain(issue);
  });

  test('with a relay beside it the environment is refused', async () => {
    const env = { VESNIK_TRANSPORT: 'sendmail:/usr/sbin/sendmail' };
    const { code, err } = await vesnik(['send', issue, '--dry-run', '--skip', 'web'], { env });
    expect(code).toBe(2);
    expect(err).toContain('VESNIK_SMTP_URL, VESNIK_TRANSPORT: one of them is wanted');
  });
});
