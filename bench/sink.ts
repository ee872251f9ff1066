/**
 * A relay that takes everything and keeps nothing, in a process of its own: `node bench/sink.ts` prints its port, then one
 * line of JSON `{ messages, bytes, cpuMs }` when its standard input ends. Its own cost is part of what a bench reports.
 */
import { createServer, type Socket } from 'node:net';

const answers = {
  ready: '220 sink\r\n',
  hello: '250-sink\r\n250-8BITMIME\r\n250 SIZE 52428800\r\n',
  ok: '250 2.0.0 ok\r\n',
};
const finalDot = Buffer.from('\r\n.\r\n');

let messages = 0;
let bytes = 0;

const server = createServer(socket => {
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.write(answers.ready);
  listen(socket);
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

function listen(socket: Socket): void {
  let inData = false;
  let tail = Buffer.alloc(0);
  socket.on('data', chunk => {
    bytes += chunk.length;
    const seen = Buffer.concat([tail, chunk]);
    if (inData) {
      if (!seen.includes(finalDot)) {
        tail = seen.subarray(-finalDot.length + 1);
        return;
      }
      messages += 1;
      inData = false;
      tail = Buffer.alloc(0);
      socket.write(answers.ok);
      return;
    }
    tail = Buffer.alloc(0);
    for (const line of seen.toString('latin1').split('\r\n').filter(Boolean)) {
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === 'EHLO' || verb === 'HELO') socket.write(answers.hello);
      else if (verb === 'DATA') {
        inData = true;
        socket.write('354 go on\r\n');
      } else if (verb === 'QUIT') socket.end('221 2.0.0 bye\r\n');
      else socket.write(answers.ok);
    }
  });
}
