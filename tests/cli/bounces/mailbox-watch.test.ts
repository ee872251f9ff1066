import { afterAll, expect, it } from 'vitest';
import { watchMailbox } from '#cli/bounces/mailbox-watch.ts';
import { imapPassword, imapUser, startImap } from '../../imap-server.ts';
import { startDoors } from '../../server/door-server.ts';

const server = await startImap();
const doors = await startDoors();
afterAll(() => Promise.all([server.stop(), doors.stop()]));
const url = `imap://${encodeURIComponent(imapUser)}:${encodeURIComponent(imapPassword)}@127.0.0.1:${server.port}`;

it('a mailbox is looked at again and again; trouble is told once, without the password, and the next look goes on', async () => {
  const lines: string[] = [];
  const wrong = url.replace(/:[^:@]*@/, ':battery-staple@');
  const stop = watchMailbox({ store: doors.store, url: wrong, everyMs: 1, report: (...more) => lines.push(...more) });
  await expect.poll(() => server.commands.filter(command => command === 'LOGIN').length).toBeGreaterThan(3);
  await stop();
  expect(lines.filter(line => line.startsWith('Bounces wait:'))).toHaveLength(1);
  expect(lines.join()).not.toContain('battery');
});

it('without a mailbox there is nothing to do, and a wrong URL is refused at once', async () => {
  await watchMailbox({ store: doors.store, url: undefined, report: () => {} })();
  expect(() => watchMailbox({ store: doors.store, url: 'imaps://mail.example.org', report: () => {} })).toThrow(
    expect.objectContaining({ code: 'imap-url' }),
  );
});
