/**
 * A relay that takes everything and keeps nothing, in a process of its own: `node bench/sink.ts` prints its port, then one
 * line of JSON `{ messages, bytes, cpuMs }` when its standard input ends. Its own cost is part of what a bench reports.
 * `node bench/sink.ts 50` keeps every answer back for 50 ms, as a relay does that is far away.
 */
import { createServer, type Socket } from 'node:net';

const delayMs = Number(process.argv[2] ?? 0);
const hello = '250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SIZE 52428800\r\n';
const lineEnd = Buffer.from('\r\n');
const finalDot = Buffer.from('\r\n.\r\n');

let messages = 0;
let bytes = 0;

const server = createServer(socket => {
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  converse(socket);
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') process.stdout.write(`${address.port}\n`);
});

process.stdin.resume();
process.stdin.on('end', () => {
  const { user, system } = process.cpuUsage();
  process.stdout.write(`${JSON.stringify({ messages, bytes, cpuMs: Math.round((user + system) / 1000) })}\n`, () =>
    process.exit(0),
  );
});

function converse(socket: Socket): void {
  let inData = false;
  let rest: Buffer = Buffer.alloc(0);
  const say = (text: string): void => {
    if (text === '') return;
    if (delayMs === 0) socket.write(text);
    else setTimeout(() => socket.write(text), delayMs);
  };

  // What a line is answered with.
  const answerTo = (line: string): string => {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'EHLO' || verb === 'HELO') return hello;
    if (verb === 'QUIT') setTimeout(() => socket.end(), delayMs);
    inData = verb === 'DATA';
    return inData ? '354 go on\r\n' : '250 2.0.0 ok\r\n';
  };

  say('220 sink\r\n');
  socket.on('data', chunk => {
    bytes += chunk.length;
    const seen = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let answers = '';
    let at = 0;
    for (;;) {
      const mark = inData ? finalDot : lineEnd;
      const end = seen.indexOf(mark, at);
      if (end === -1) break;
      if (inData) {
        inData = false;
        messages += 1;
        answers += '250 2.0.0 ok\r\n';
        at = end + mark.length;
      } else {
        answers += answerTo(seen.toString('latin1', at, end));
        // The line end of DATA may begin the final dot.
        at = inData ? end : end + mark.length;
      }
    }
    rest = inData ? seen.subarray(Math.max(at, seen.length - finalDot.length + 1)) : seen.subarray(at);
    say(answers);
  });
}
