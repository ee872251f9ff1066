import { afterEach, expect, it } from 'vitest';
import { readImapUrl } from '#cli/bounces/imap-address.ts';
import { imapMailbox } from '#cli/bounces/imap-mailbox.ts';
import { type ImapScript, type ImapServer, imapPassword, imapUser, startImap } from '../../imap-server.ts';

const servers: ImapServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});

async function serverWith(mails: readonly string[], script: ImapScript = {}): Promise<ImapServer> {
  const server = await startImap(script);
  servers.push(server);
  for (const mail of mails) server.add(mail);
  return server;
}

function urlOf({ port, script }: ImapServer, more = ''): string {
  const scheme = script.encryption === 'implicit' ? 'imaps' : 'imap';
  return `${scheme}://${encodeURIComponent(imapUser)}:${encodeURIComponent(imapPassword)}@127.0.0.1:${port}${more}`;
}

interface Taken {
  readonly texts: string[];
  readonly troubles: readonly string[];
  readonly waitedMs: number[];
}

/** Reads all of it: a mail with `report` in it was applied, any other is for a person. */
async function take(
  server: ImapServer,
  { keeps = false, url = urlOf(server), signal = new AbortController().signal, tls = {} } = {},
): Promise<Taken> {
  const address = readImapUrl(url);
  const encryption = server.script.encryption === 'starttls' ? ('starttls' as const) : address.encryption;
  const waitedMs: number[] = [];
  const wait = async (ms: number) => void waitedMs.push(ms);
  const source = imapMailbox({ ...address, encryption }, { keeps, tls, wait });
  const texts: string[] = [];
  for await (const mail of source.mails(signal)) {
    const text = Buffer.from(mail.bytes).toString('utf8');
    texts.push(text);
    await (text.includes('report') ? mail.remove() : mail.leave());
  }
  return { texts, troubles: source.troubles, waitedMs };
}

const uids = ({ box }: ImapServer): number[] => box.map(({ uid }) => uid);

it('unread mails are read; what was applied is deleted, what is for a person stays unread and is not fetched again', async () => {
  const server = await serverWith(['report 1', 'Dear editors', 'report 2', 'seen report']);
  server.box[3]?.flags.add('\\Seen');
  expect((await take(server)).texts).toEqual(['report 1', 'Dear editors', 'report 2']);
  expect(server.box.map(({ uid, flags }) => [uid, [...flags]])).toEqual([
    [2, ['$VesnikLeft']],
    [4, ['\\Seen']],
  ]);
  server.add('report 5');
  expect((await take(server)).texts).toEqual(['report 5']);
  expect(server.commands.filter(command => command.startsWith('UID EXPUNGE'))).toEqual([
    'UID EXPUNGE 1,3',
    'UID EXPUNGE 5',
  ]);
});

it('of a mail of 3 MB only its first 256 kB are fetched, and no mail is ever marked as read', async () => {
  const server = await serverWith([`report ${'x'.repeat(3_000_000)}`]);
  const { texts } = await take(server);
  expect(texts.map(({ length }) => length)).toEqual([256 * 1024]);
  expect(server.commands.some(command => /Seen/.test(command) && command.startsWith('UID STORE'))).toBe(false);
});

it('with --keep nothing is deleted or marked, and each mail is read once', async () => {
  const server = await serverWith(['report 1', 'Dear editors']);
  expect((await take(server, { keeps: true })).texts).toHaveLength(2);
  expect(server.box.map(({ flags }) => flags.size)).toEqual([0, 0]);
});

it('150 mails come in small groups and all of them go', async () => {
  const server = await serverWith(Array.from({ length: 150 }, (_, at) => `report ${at}`));
  expect((await take(server)).texts).toHaveLength(150);
  expect(uids(server)).toEqual([]);
  expect(server.commands.filter(command => command.startsWith('UID FETCH'))).toHaveLength(8);
});

it.each(['UID SEARCH', 'UID FETCH', 'UID STORE', 'UID EXPUNGE', 'LOGIN', 'SELECT'])(
  'a connection that is lost at %s is made anew, and no mail is read twice or forgotten',
  async command => {
    const server = await serverWith(
      Array.from({ length: 30 }, (_, at) => `report ${at}`),
      { drop: { command, times: 2 } },
    );
    const { texts, waitedMs } = await take(server);
    expect(texts).toEqual(Array.from({ length: 30 }, (_, at) => `report ${at}`));
    expect(uids(server)).toEqual([]);
    expect(waitedMs.slice(0, 1)).toEqual([1000]);
    expect(server.connections()).toBeGreaterThanOrEqual(2);
  },
);

it('a server that drops every time is given up after five attempts, with words on what to do', async () => {
  const server = await serverWith(['report 1'], { drop: { command: 'SELECT', times: 100 } });
  await expect(take(server)).rejects.toMatchObject({ code: 'imap-unreachable', kind: 'partly' });
  expect([server.connections(), uids(server)]).toEqual([5, [1]]);
});

it('when the server has numbered its mails anew meanwhile, none is deleted by an old number', async () => {
  const server = await serverWith(['report 1', 'Dear editors'], { drop: { command: 'UID EXPUNGE', times: 1 } });
  const source = imapMailbox(readImapUrl(urlOf(server)), { keeps: false, wait: async () => {} });
  const texts: string[] = [];
  for await (const mail of source.mails(new AbortController().signal)) {
    const text = Buffer.from(mail.bytes).toString();
    texts.push(text);
    await (text.includes('report') ? mail.remove() : mail.leave());
    if (texts.length === 2) {
      for (const { flags } of server.box) flags.delete('\\Deleted');
      server.renumber();
    }
  }
  expect(server.box.map(({ bytes }) => bytes.toString())).toEqual(['Dear editors']);
});

it('a server that keeps no keywords, or lets nobody delete, is lived with', async () => {
  const plain = await serverWith(['report 1', 'Dear editors'], {
    permanentFlags: '\\Seen \\Deleted',
    capabilities: '',
  });
  expect((await take(plain)).texts).toHaveLength(2);
  expect(plain.box.map(({ flags }) => [...flags])).toEqual([[]]);
  const mean = await serverWith(['report 1'], { refuse: 'UID EXPUNGE' });
  expect((await take(mean)).troubles).toEqual([expect.stringContaining('does not let this user delete')]);
});

it('a stop ends the reading between two mails, and what was applied is gone', async () => {
  const server = await serverWith(['report 1', 'report 2', 'report 3']);
  const stop = new AbortController();
  const source = imapMailbox(readImapUrl(urlOf(server)), { keeps: false });
  for await (const mail of source.mails(stop.signal)) {
    await mail.remove();
    stop.abort();
  }
  expect(uids(server)).toEqual([2, 3]);
});

it('a wrong password or mailbox is told without repeating the password, which the server does', async () => {
  const server = await serverWith([]);
  const wrong = await take(server, { url: urlOf(server).replace(/:[^:@]*@127/, ':battery-staple@127') }).catch(e => e);
  expect(wrong).toMatchObject({ code: 'imap-refused', kind: 'usage' });
  expect(`${wrong.message} ${wrong.hint}`).not.toContain('battery');
  await expect(take(server, { url: urlOf(server, '/Nowhere') })).rejects.toMatchObject({ code: 'imap-no-mailbox' });
});

it.each(['implicit', 'starttls'] as const)(
  '%s: TLS whose certificate is not trusted is refused before the password goes',
  async encryption => {
    const server = await serverWith(['report 1'], { encryption });
    await expect(take(server)).rejects.toMatchObject({ code: 'imap-insecure' });
    expect(server.commands).not.toContain('LOGIN');
    expect((await take(server, { tls: { rejectUnauthorized: false } })).texts).toEqual(['report 1']);
  },
);

it('a server without TLS is refused where TLS is demanded', async () => {
  const server = await serverWith(['report 1']);
  const address = { ...readImapUrl(urlOf(server)), encryption: 'starttls' as const };
  const reading = imapMailbox(address, { keeps: false }).mails(new AbortController().signal);
  await expect(Array.fromAsync(reading)).rejects.toMatchObject({ code: 'imap-insecure' });
  expect(server.commands).not.toContain('LOGIN');
});
