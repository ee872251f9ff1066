import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import getTLSOptions from 'smtp-server/lib/tls-options';
import { type Login, loginDialogue } from './smtp-login.ts';

/** A message that the relay has taken: its final dot arrived, whatever was answered. */
interface TakenMessage {
  readonly from: string;
  readonly to: readonly string[];
  /** Without dot-stuffing, as it was before. */
  readonly source: string;
  readonly messageId: string;
  readonly isEncrypted: boolean;
  /** What was answered to its final dot. */
  answer: Answer;
}

/** `drop`: the connection ends without an answer. `silent`: it hangs, no answer ever to this or anything later. A string is the answer, without CRLF. */
type Answer = string | 'drop' | 'silent';

/** What the relay does otherwise than a friendly one. May be changed while it runs. */
export interface RelayScript {
  greeting?: Answer | ((connection: number) => Answer);
  /** The answer to EHLO and HELO, instead of the extensions. */
  hello?: Answer;
  /** Said after EHLO; STARTTLS and AUTH are added by `startTls` and `login`. */
  extensions?: readonly string[];
  startTls?: 'works' | 'refused' | 'injects';
  /** TLS from the first byte. */
  implicitTls?: boolean;
  login?: Login;
  /** The answer to a login that is not the wanted one; `command` is the whole line. */
  loginRefusal?: (command: string) => Answer;
  mail?: (from: string) => Answer | undefined;
  /** `time`: which attempt for this recipient it is, from 1. */
  rcpt?: (to: string, time: number) => Answer | undefined;
  /** The answer to DATA, instead of 354. */
  data?: (to: string) => Answer | undefined;
  /** The answer to the final dot. */
  message?: (message: TakenMessage) => Answer | undefined;
  /** Answers trickle, one byte each so many milliseconds. */
  byteEveryMs?: number;
  /** Ends the connection after so many messages, without 421. */
  closeAfter?: number;
}

export interface Relay {
  readonly port: number;
  readonly url: string;
  readonly script: RelayScript;
  readonly taken: TakenMessage[];
  /** Every line that clients sent outside of messages. */
  readonly commands: string[];
  connections(): number;
  /** The most commands that ever came in one piece. */
  mostAtOnce(): number;
  /** Resolves when so many messages were taken. */
  whenTaken(count: number): Promise<void>;
  stop(): Promise<void>;
}

/** An SMTP relay on a free port that repeats the recipient's address in every answer. */
export async function startRelay(script: RelayScript = {}): Promise<Relay> {
  const sockets = new Set<Socket>();
  const waiting: { count: number; wake: () => void }[] = [];
  const state: RelayState = {
    ...{ script, taken: [], commands: [], times: new Map(), mostAtOnce: 0 },
    whenMessage: () => {},
  };
  let connections = 0;
  state.whenMessage = () => {
    for (const { count, wake } of waiting) if (state.taken.length >= count) wake();
  };
  const server: Server = createServer({ noDelay: true }, socket => {
    connections += 1;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    converse(socket, state, connections);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    url: `smtp://127.0.0.1:${address.port}`,
    script,
    taken: state.taken,
    commands: state.commands,
    connections: () => connections,
    mostAtOnce: () => state.mostAtOnce,
    whenTaken: count =>
      new Promise(resolve => {
        waiting.push({ count, wake: resolve });
        state.whenMessage();
      }),
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

interface RelayState {
  readonly script: RelayScript;
  readonly taken: TakenMessage[];
  readonly commands: string[];
  readonly times: Map<string, number>;
  mostAtOnce: number;
  whenMessage: () => void;
}

function converse(plain: Socket, state: RelayState, connection: number): void {
  const { script } = state;
  let socket: Socket = plain;
  let buffer = '';
  let from = '';
  let to: string[] = [];
  let hasSender = false;
  let inData = false;
  let messages = 0;
  let isEncrypted = false;
  let upgrading = false;
  let hangs = false;
  let login: ReturnType<typeof loginDialogue> | undefined;
  const trickle = trickler(() => socket);

  const say = (answer: Answer): void => {
    if (answer === 'silent') {
      hangs = true;
      return;
    }
    if (answer === 'drop') return void socket.destroy();
    const bytes = `${answer}\r\n`;
    if (script.byteEveryMs === undefined) return void (socket.writable && socket.write(bytes));
    trickle(Buffer.from(bytes), script.byteEveryMs);
  };

  // Undefined: the answer was given already.
  const answerTo = (line: string): Answer | undefined => {
    if (login?.isOpen()) return login.answerTo(line);
    const recipient = to.at(-1) ?? '';
    switch (line.slice(0, 4).toUpperCase()) {
      case 'EHLO':
      case 'HELO':
        return script.hello ?? multiline('250', ['relay.test', ...offers(script, isEncrypted)]);
      case 'STAR':
        return startTls();
      case 'AUTH':
        login = loginDialogue(script.login, script.loginRefusal);
        return login.answerTo(line);
      case 'MAIL':
        from = /<(.*?)>/.exec(line)?.[1] ?? '';
        to = [];
        hasSender = (script.mail?.(from) ?? '250').startsWith('250');
        return script.mail?.(from) ?? '250 2.1.0 sender ok';
      case 'RCPT':
        return hasSender ? receive(/<(.*?)>/.exec(line)?.[1] ?? '') : '503 5.5.1 no sender';
      case 'DATA': {
        const answer =
          to.length === 0 ? '503 5.5.1 no recipient' : (script.data?.(recipient) ?? `354 go on for <${recipient}>`);
        inData = answer.startsWith('354');
        return answer;
      }
      case 'RSET':
        return '250 2.0.0 reset';
      case 'QUIT':
        setImmediate(() => socket.end());
        return '221 2.0.0 bye';
      default:
        return '500 5.5.2 what';
    }
  };

  const receive = (address: string): Answer => {
    const time = (state.times.get(address) ?? 0) + 1;
    state.times.set(address, time);
    const answer = script.rcpt?.(address, time) ?? `250 2.1.5 <${address}> is known here`;
    if (answer.startsWith('2')) to.push(address);
    return answer;
  };

  const message = (source: string): void => {
    inData = false;
    messages += 1;
    const messageId = /^message-id: (.*)$/im.exec(source)?.[1] ?? '';
    const recipient = to.at(-1) ?? '';
    const answer = `250 2.0.0 queued for <${recipient}> (${recipient.split('@')[0]}) from ${from}`;
    const taken = { from, to, source: source.replace(/^\.\./gm, '.'), messageId, isEncrypted, answer };
    state.taken.push(taken);
    taken.answer = script.message?.(taken) ?? answer;
    say(taken.answer);
    if (messages === script.closeAfter) socket.end();
    state.whenMessage();
  };

  const read = (): void => {
    for (;;) {
      const mark = inData ? '\r\n.\r\n' : '\r\n';
      // The first line of an empty message may be the dot itself.
      const at = inData && buffer.startsWith('.\r\n') ? -2 : buffer.indexOf(mark);
      if (upgrading || hangs || (at === -1 && !(inData && buffer.startsWith('.\r\n')))) return;
      const unit = buffer.slice(0, Math.max(0, at));
      buffer = buffer.slice(at + mark.length);
      if (inData) message(`${unit}\r\n`);
      else {
        state.commands.push(unit);
        const answer = answerTo(unit);
        if (answer !== undefined) say(answer);
      }
    }
  };

  const startTls = (): Answer | undefined => {
    if (script.startTls !== 'works' && script.startTls !== 'injects') return '454 4.7.0 no TLS today';
    upgrading = true;
    buffer = '';
    const injected = script.startTls === 'injects' ? '\r\n250-relay.test\r\n250 SMTPUTF8' : '';
    plain.removeAllListeners('data');
    plain.write(`220 2.0.0 go on${injected}\r\n`, () => {
      socket = new TLSSocket(plain, { ...getTLSOptions({}), isServer: true });
      socket.on('error', () => {});
      socket.on('data', chunk => listen(chunk));
      isEncrypted = true;
      upgrading = false;
    });
    return undefined;
  };

  const listen = (chunk: Buffer | string): void => {
    buffer += chunk.toString('latin1');
    const before = state.commands.length;
    read();
    state.mostAtOnce = Math.max(state.mostAtOnce, state.commands.length - before);
  };
  plain.on('error', () => {});
  if (script.implicitTls) {
    socket = new TLSSocket(plain, { ...getTLSOptions({}), isServer: true });
    socket.on('error', () => {});
    isEncrypted = true;
  }
  socket.on('data', listen);
  const { greeting = '220 relay.test ESMTP' } = script;
  say(typeof greeting === 'function' ? greeting(connection) : greeting);
}

function offers(
  { extensions = ['PIPELINING', '8BITMIME', 'SMTPUTF8'], startTls, login }: RelayScript,
  isEncrypted: boolean,
): string[] {
  return [
    ...extensions,
    ...(startTls !== undefined && !isEncrypted ? ['STARTTLS'] : []),
    ...(login ? [`AUTH ${login.mechanism ?? 'PLAIN'}`] : []),
  ];
}

function multiline(code: string, lines: readonly string[]): string {
  return lines.map((line, at) => `${code}${at === lines.length - 1 ? ' ' : '-'}${line}`).join('\r\n');
}

function trickler(current: () => Socket): (bytes: Buffer, everyMs: number) => void {
  let waiting = Buffer.alloc(0);
  let timer: NodeJS.Timeout | undefined;
  return (bytes, everyMs) => {
    waiting = Buffer.concat([waiting, bytes]);
    timer ??= setInterval(() => {
      const socket = current();
      if (waiting.length === 0 || !socket.writable) {
        clearInterval(timer);
        timer = undefined;
        return;
      }
      socket.write(waiting.subarray(0, 1));
      waiting = waiting.subarray(1);
    }, everyMs);
  };
}
