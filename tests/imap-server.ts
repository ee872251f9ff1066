import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { createServer as createTlsServer, TLSSocket } from 'node:tls';
import getTLSOptions from 'smtp-server/lib/tls-options';

/** A mail that lies in the mailbox. */
interface BoxMail {
  readonly uid: number;
  readonly bytes: Buffer;
  readonly flags: Set<string>;
}

/** What the server does otherwise than a friendly one. May be changed while it runs. */
export interface ImapScript {
  /** `none`: to local programs only; `implicit`: TLS from the first byte; `starttls`: offered, and no login before it. */
  readonly encryption?: 'none' | 'implicit' | 'starttls' | undefined;
  /** Flags that clients may set; by default all, keywords too. */
  permanentFlags?: string;
  /** UIDPLUS (RFC 4315) by default. */
  capabilities?: string;
  /** Ends the connection in the middle of the answer to a command that begins so, so many times. */
  drop?: { command: string; times: number };
  /** Commands that begin so are refused. */
  refuse?: string;
}

export interface ImapServer {
  readonly port: number;
  readonly script: ImapScript;
  /** The mails of INBOX, oldest first. */
  readonly box: BoxMail[];
  /** Every command with its arguments, without its tag. */
  readonly commands: string[];
  connections(): number;
  add(mail: string | Buffer): void;
  /** Numbers all mails anew, as a server does that lost its index. */
  renumber(): void;
  stop(): Promise<void>;
}

export const imapUser = 'bounces@mail.test';
export const imapPassword = 'p%ss w@rd';

/** The smallest IMAP4rev1 server (RFC 3501) that a program can read and delete mails with, on a free port of this machine. */
export async function startImap(script: ImapScript = {}): Promise<ImapServer> {
  const sockets = new Set<Socket>();
  const state: State = { script, box: [], commands: [], nextUid: 1, validity: 1 };
  let connections = 0;
  const listener = (socket: Socket): void => {
    connections += 1;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    converse(socket, state);
  };
  const server =
    script.encryption === 'implicit' ? createTlsServer(getTLSOptions({}), listener) : createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    ...{ port: address.port, script, box: state.box, commands: state.commands },
    connections: () => connections,
    add: mail => {
      state.box.push({ uid: state.nextUid, bytes: Buffer.from(mail), flags: new Set() });
      state.nextUid += 1;
    },
    renumber: () => {
      state.validity += 1;
      const mails = state.box.splice(0).map((mail, at) => ({ ...mail, uid: state.box.length + at + 1 }));
      state.box.push(...mails.reverse().map((mail, at) => ({ ...mail, uid: at + 1 })));
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

interface State {
  readonly script: ImapScript;
  readonly box: BoxMail[];
  readonly commands: string[];
  nextUid: number;
  validity: number;
}

function converse(plain: Socket, state: State): void {
  const { script, box, commands } = state;
  let socket = plain;
  let isEncrypted = script.encryption !== 'starttls';
  let buffer = '';
  const say = (line: string | Buffer): undefined => {
    if (socket.writable) socket.write(Buffer.concat([Buffer.from(line), Buffer.from('\r\n')]));
  };
  const capabilities = (): string =>
    ['IMAP4rev1', script.capabilities ?? 'UIDPLUS', isEncrypted ? '' : 'STARTTLS LOGINDISABLED']
      .filter(Boolean)
      .join(' ');

  const obey = (tag: string, line: string): undefined => {
    const name = (/^(?:UID )?\S+/i.exec(line)?.[0] ?? '').toUpperCase();
    const rest = line.slice(name.length + 1);
    if (script.drop !== undefined && script.drop.times > 0 && name === script.drop.command) {
      script.drop.times -= 1;
      socket.write('* 1 FETCH (UID ');
      socket.destroy();
      return;
    }
    if (name === script.refuse) return say(`${tag} NO not today`);
    switch (name) {
      case 'CAPABILITY':
        say(`* CAPABILITY ${capabilities()}`);
        break;
      case 'STARTTLS':
        say(`${tag} OK begin`);
        plain.removeAllListeners('data');
        socket = new TLSSocket(plain, { ...getTLSOptions({}), isServer: true });
        isEncrypted = true;
        listen();
        return;
      case 'LOGIN': {
        const given = [...rest.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map(([, quoted, atom]) => quoted ?? atom);
        if (!isEncrypted || given[0] !== imapUser || given[1] !== imapPassword)
          return say(`${tag} NO [AUTHENTICATIONFAILED] ${given[0]} and ${given[1]} are wrong`);
        break;
      }
      case 'LIST':
        if (/ "?INBOX"?$/i.test(rest)) say('* LIST (\\HasNoChildren) "/" INBOX');
        break;
      case 'SELECT':
        if (!/INBOX/i.test(rest)) return say(`${tag} NO [NONEXISTENT] no such mailbox`);
        say(`* ${box.length} EXISTS`);
        say('* 0 RECENT');
        say('* FLAGS (\\Seen \\Deleted \\Flagged)');
        say(`* OK [PERMANENTFLAGS (${script.permanentFlags ?? '\\Seen \\Deleted \\*'})] may be set`);
        say(`* OK [UIDVALIDITY ${state.validity}] valid`);
        say(`* OK [UIDNEXT ${state.nextUid}] next`);
        return say(`${tag} OK [READ-WRITE] selected`);
      case 'UID SEARCH': {
        const unwanted = [...rest.matchAll(/UN(SEEN|DELETED|KEYWORD) ?(\$\w+)?/g)].map(([, flag = '', word]) =>
          flag === 'KEYWORD' ? (word ?? '') : `\\${flag.charAt(0)}${flag.slice(1).toLowerCase()}`,
        );
        const found = box.filter(({ flags }) => !unwanted.some(flag => flags.has(flag)));
        say(`* SEARCH ${found.map(({ uid }) => uid).join(' ')}`.trim());
        break;
      }
      case 'UID FETCH': {
        const [, start = '0', length = '0'] = /<(\d+)\.(\d+)>/.exec(rest) ?? [];
        for (const [at, mail] of chosen(rest)) {
          const part = mail.bytes.subarray(Number(start), Number(start) + Number(length));
          say(
            Buffer.concat([
              Buffer.from(`* ${at + 1} FETCH (UID ${mail.uid} BODY[]<${start}> {${part.length}}\r\n`),
              part,
              Buffer.from(')'),
            ]),
          );
        }
        break;
      }
      case 'UID STORE': {
        const flags = (/\(([^)]*)\)/.exec(rest)?.[1] ?? '').split(' ');
        for (const [at, mail] of chosen(rest)) {
          for (const flag of flags) mail.flags.add(flag);
          if (!/SILENT/i.test(rest)) say(`* ${at + 1} FETCH (UID ${mail.uid} FLAGS (${[...mail.flags].join(' ')}))`);
        }
        break;
      }
      case 'EXPUNGE':
      case 'UID EXPUNGE': {
        const only = name === 'EXPUNGE' ? undefined : new Set(chosen(rest).map(([, { uid }]) => uid));
        for (let at = box.length - 1; at >= 0; at -= 1) {
          const mail = box[at];
          if (mail === undefined || !mail.flags.has('\\Deleted') || only?.has(mail.uid) === false) continue;
          box.splice(at, 1);
          say(`* ${at + 1} EXPUNGE`);
        }
        break;
      }
      case 'LOGOUT':
        say('* BYE');
        say(`${tag} OK bye`);
        socket.end();
        return;
      case 'NOOP':
      case 'CLOSE':
        break;
      default:
        return say(`${tag} BAD what`);
    }
    say(`${tag} OK done`);
  };

  const chosen = (rest: string): [number, BoxMail][] => {
    const uids = new Set(
      (/^[\d:,]+/.exec(rest)?.[0] ?? '').split(',').flatMap(range => {
        const [first = 0, last = first] = range.split(':').map(Number);
        return Array.from({ length: last - first + 1 }, (_, at) => first + at);
      }),
    );
    return [...box.entries()].filter(([, { uid }]) => uids.has(uid));
  };

  const listen = (): void => {
    socket.on('error', () => {});
    socket.on('data', chunk => {
      buffer += chunk.toString('latin1');
      for (let end = buffer.indexOf('\r\n'); end !== -1; end = buffer.indexOf('\r\n')) {
        const [, tag = '', line = ''] = /^(\S+) (.*)$/.exec(buffer.slice(0, end)) ?? [];
        buffer = buffer.slice(end + 2);
        commands.push(line.replace(/^(LOGIN) .*$/i, '$1'));
        obey(tag, line);
      }
    });
  };
  listen();
  say(`* OK [CAPABILITY ${capabilities()}] imap.test ready`);
}
