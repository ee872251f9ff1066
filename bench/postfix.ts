import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { access, chmod, chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A Postfix of its own, which takes mail for everybody at mail.test and finds out later who lives there. */
export interface Postfix {
  readonly port: number;
  /** Maildir of whoever is known at mail.test. */
  readonly known: string;
  /** Maildir of everything that comes to the bounce domain. */
  readonly bounces: string;
  stop(): Promise<void>;
}

export const bounceDomain = 'bounces.test';

/** Why there can be no Postfix here, or undefined where there can. */
export async function whyNoPostfix(): Promise<string | undefined> {
  const isThere = await access('/usr/sbin/postfix').then(
    () => true,
    () => false,
  );
  if (!isThere) return 'Postfix is not installed (apt-get install postfix)';
  return process.getuid?.() === 0 ? undefined : 'only root may start a Postfix';
}

/** Starts it in a folder of its own, beside any other; it answers on this machine only. */
export async function startPostfix(): Promise<Postfix> {
  const folder = await mkdtemp(join(tmpdir(), 'vesnik-postfix-'));
  await chmod(folder, 0o755);
  const at = (name: string): string => join(folder, name);
  const port = await freePort();
  for (const name of ['etc', 'queue', 'data', 'mail']) await mkdir(at(name));
  await chown(at('data'), idOf('postfix'), idOf('postfix'));
  await chown(at('mail'), nobody, nobody);
  await writeFile(at('etc/boxes'), `/^known[0-9]*@mail\\.test$/ known/\n/@${bounceDomain}$/ bounces/\n`);
  await writeFile(at('etc/main.cf'), `${mainLines(folder).join('\n')}\n`);
  await writeFile(at('etc/master.cf'), `127.0.0.1:${port} inet n - n - - smtpd\n${masterLines}`);
  run(['start'], at('etc'));
  return {
    ...{ port, known: at('mail/known'), bounces: at('mail/bounces') },
    stop: async () => {
      run(['stop'], at('etc'));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const nobody = 65_534;

function mainLines(folder: string): string[] {
  return [
    'compatibility_level = 3.6',
    `queue_directory = ${folder}/queue`,
    `data_directory = ${folder}/data`,
    ...['mail_owner = postfix', 'setgid_group = postdrop', 'myhostname = mx.mail.test', 'mynetworks = 127.0.0.0/8'],
    ...['mydestination =', 'alias_maps =', 'alias_database =', 'inet_protocols = ipv4', 'smtputf8_enable = yes'],
    ...['relayhost =', 'default_transport = error:nothing leaves this machine', `maillog_file = ${folder}/log`],
    `maillog_file_prefixes = ${folder}`,
    `virtual_mailbox_domains = mail.test ${bounceDomain}`,
    `virtual_mailbox_base = ${folder}/mail`,
    `virtual_mailbox_maps = regexp:${folder}/etc/boxes`,
    ...[`virtual_uid_maps = static:${nobody}`, `virtual_gid_maps = static:${nobody}`],
    // Mail for whoever is not known is taken, and comes back later: that is the bounce that is wanted here.
    'smtpd_reject_unlisted_recipient = no',
    'smtpd_recipient_restrictions = permit_mynetworks, reject',
  ];
}

const masterLines = `pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
proxymap unix - - n - - proxymap
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
`;

function run(args: readonly string[], config: string): void {
  const { status, stderr } = spawnSync('/usr/sbin/postfix', ['-c', config, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`postfix ${args.join(' ')} ended with ${status}: ${stderr}`);
}

function idOf(user: string): number {
  return Number(spawnSync('id', ['-u', user], { encoding: 'utf8' }).stdout.trim());
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return address !== null && typeof address === 'object' ? address.port : 0;
}
