import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { type Newsroom, openNewsroom, people } from '../cli/newsroom.ts';
import { autoReply, complaint, leavingMail, postfixBounce } from '../cli/returned-mails.ts';
import { imapPassword, imapUser, startImap } from '../imap-server.ts';

let room: Newsroom;
let box: string;
const [unknown, complainer, leaver, blocked, away] = people.map(address =>
  address.toLowerCase().replace('zoya', 'Zoya'),
);

/** Envelope sender and recipient of somebody's mail. */
function mailOf(address: string | undefined): { sender: string; recipient: string; source: string } {
  const taken = room.relay.taken.find(({ to }) => to.some(each => each.toLowerCase() === address?.toLowerCase()));
  if (taken === undefined || address === undefined) throw new Error(`nothing went to ${address}`);
  return { sender: taken.from, recipient: taken.to[0] ?? '', source: taken.source };
}

const stateOf = async (address: string | undefined): Promise<string> => {
  const { out } = await room.vesnik(['subscribers', 'find', '-', '--json'], { stdin: address ?? '' });
  return JSON.parse(out).state;
};
const put = (name: string, mail: string) => writeFile(join(box, name), mail);

/** Nothing that was said may tell who a reader is. */
function tellsNobody(text: string): void {
  for (const address of people)
    for (const part of [address, address.split('@')[0] ?? ''])
      expect(text.toLowerCase()).not.toContain(part.toLowerCase());
  expect(text).not.toMatch(/[a-z2-7]{40}/i);
}

/** The newsletter's one issue once more, of a week before: what lies ahead is held back. */
async function anotherIssue(): Promise<string> {
  const earlier = (day: string): string => new Date(Date.parse(day) - 7 * 86_400_000).toISOString().slice(0, 10);
  const issues = join(room.root, 'content/issues');
  const other = earlier(room.issue);
  await mkdir(join(issues, other));
  for (const name of await readdir(join(issues, room.issue))) {
    const text = await readFile(join(issues, room.issue, name), 'utf8');
    const dated = text.replace(/^period: (\S+)\/(\S+)$/m, (_, from, to) => `period: ${earlier(from)}/${earlier(to)}`);
    await writeFile(join(issues, other, name), dated.replace(/^published: .*\n/m, ''));
  }
  return other;
}

beforeAll(async () => {
  room = await openNewsroom();
  box = join(room.folder, 'box');
  await mkdir(box);
  const sent = await room.vesnik(['send', room.issue, '--yes', '--skip', 'web']);
  expect([sent.code, room.relay.taken.length]).toEqual([0, 5]);
  expect(mailOf(unknown).sender).toMatch(/^bounce\+[a-z2-7]{40}@/);
});

it('first a look: what would happen is told, and nothing changes', async () => {
  await put('1.eml', postfixBounce(mailOf(unknown)));
  const look = await room.vesnik(['bounces', box, '--dry-run', '--json']);
  expect([look.code, JSON.parse(look.out).outcomes]).toEqual([0, { removed: 1 }]);
  expect([await stateOf(unknown), await readdir(box)]).toEqual(['active', ['1.eml']]);
});

it('a folder of bounces, a complaint, a mail to leave and others is read, applied, deleted, and told in counts', async () => {
  await put('2.eml', complaint(mailOf(complainer)));
  const mailto = /<(mailto:[^>]+)>/.exec(mailOf(leaver).source.replace(/\r\n\s/g, ' '))?.[1] ?? '';
  await put('3.eml', leavingMail(mailto, mailOf(leaver).recipient));
  const said = `550 5.7.1 Message to <${mailOf(blocked).recipient}> blocked: spam content detected`;
  await put('4.eml', postfixBounce(mailOf(blocked), { status: '5.7.1', said }));
  await put('5.eml', autoReply(mailOf(away)));
  await put('6.eml', postfixBounce(mailOf(away), { status: '4.4.1', said: '451 4.4.1 timed out', action: 'delayed' }));
  const forged = `bounce+${'a'.repeat(40)}@bounces.example.org`;
  await put('7.eml', postfixBounce({ sender: forged, recipient: mailOf(away).recipient }));
  await put('8.eml', 'From: friend@example.org\r\nTo: news@example.org\r\nSubject: Hello\r\n\r\nDear editors, …\r\n');
  const { code, out, err } = await room.vesnik(['bounces', box]);
  expect([code, err]).toEqual([0, '']);
  expect(out).toContain('8 mails read.');
  tellsNobody(out);
  expect((await readdir(box)).sort()).toEqual(['7.eml', '8.eml']);
  const states = await Promise.all([unknown, complainer, leaver, blocked, away].map(stateOf));
  expect(states).toEqual(['bounced', 'complained', 'unsubscribed', 'active', 'active']);
});

it('the same once more, as after a crash before the files were deleted, changes nothing', async () => {
  await put('1.eml', postfixBounce(mailOf(unknown)));
  await put('2.eml', complaint(mailOf(complainer)));
  const { out } = await room.vesnik(['bounces', box, '--json']);
  expect(JSON.parse(out)).toMatchObject({ read: 4, outcomes: { known: 2, unproven: 1, 'not-a-report': 1 } });
  tellsNobody(out);
});

it('no table holds an address though every report names the reader, and the delivery says why it came back', async () => {
  const bytes = await readFile(join(room.folder, 'vesnik.db'));
  const wal = await readFile(join(room.folder, 'vesnik.db-wal')).catch(() => Buffer.alloc(0));
  for (const address of people) expect(Buffer.concat([bytes, wal]).includes(address)).toBe(false);
  expect(bytes.includes('User unknown')).toBe(true);
});

it('the next mailing leaves out whoever was removed, complained or left', async () => {
  const before = room.relay.taken.length;
  const next = await anotherIssue();
  const { code, err } = await room.vesnik(['send', next, '--yes', '--skip', 'web']);
  expect(code, err).toBe(0);
  const mailed = room.relay.taken.slice(before).flatMap(({ to }) => to);
  expect(mailed.sort()).toEqual([mailOf(blocked).recipient, mailOf(away).recipient].sort());
});

it('a mail server pipes one mail: 0 when it is done, 1 for what is no report, 3 or 2 for trouble of ours', async () => {
  const pipe = (stdin: string, env = {}) => room.vesnik(['bounces', '-'], { stdin, env });
  const bounce = postfixBounce(mailOf(blocked));
  expect((await pipe('Subject: hello\r\n\r\nDear editors\r\n')).code).toBe(1);
  expect((await pipe('')).code).toBe(1);
  expect((await pipe(bounce, { VESNIK_DATABASE_URL: `file:${room.folder}/none.db` })).code).toBeGreaterThanOrEqual(2);
  expect((await pipe(`From x Mon Apr 22 09:00:00 2024\n${bounce}`)).code).toBe(0);
  expect(await stateOf(blocked)).toBe('bounced');
});

it('the mailbox of VESNIK_IMAP_URL is read as well; its password is on no command line and in no words', async () => {
  const server = await startImap();
  try {
    server.add(postfixBounce(mailOf(away)));
    server.add('Subject: hello\r\n\r\nDear editors\r\n');
    const user = encodeURIComponent(imapUser);
    const at = `127.0.0.1:${server.port}/INBOX`;
    const env = { VESNIK_IMAP_URL: `imap://${user}:${encodeURIComponent(imapPassword)}@${at}` };
    const { code, out } = await room.vesnik(['bounces', '--imap', `imap://${user}@${at}`], { env });
    expect([code, server.box.map(({ uid }) => uid), await stateOf(away)]).toEqual([0, [2], 'bounced']);
    tellsNobody(out);
    expect((await room.vesnik(['bounces', '--imap'])).err).toContain('VESNIK_IMAP_URL');
    const refused = await room.vesnik(['bounces', '--imap', `imap://${user}:secret-word@${at}`], { env });
    expect([refused.code, refused.err.includes('secret-word')]).toEqual([2, false]);
  } finally {
    await server.stop();
  }
});

it('without a place it says what it wants', async () => {
  expect(await room.vesnik(['bounces'])).toMatchObject({ code: 2, err: expect.stringContaining('--imap') });
  expect((await room.vesnik(['bounces', 'nowhere'])).code).toBe(2);
});
