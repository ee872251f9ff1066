import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';
import type { Mailbox } from './mailbox.ts';

/** A mail server of this machine: it takes whatever comes and passes nothing on. */
export interface MailServer {
  readonly port: number;
  close(): Promise<void>;
}

const mostBytes = 25 * 1024 * 1024;

/**
 * Listens on 127.0.0.1; port 0 lets the system choose. Any user and password are taken, or none.
 * Throws what `listen` throws (EADDRINUSE).
 */
export async function startMailServer(mailbox: Mailbox, port: number): Promise<MailServer> {
  const server = new SMTPServer({
    name: 'localhost',
    banner: 'Vesnik inbox',
    authOptional: true,
    allowInsecureAuth: true,
    hideSTARTTLS: true,
    disableReverseLookup: true,
    size: mostBytes,
    logger: false,
    onAuth: (_auth, _session, done) => done(null, { user: 'anybody' }),
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.once('error', done);
      stream.once('end', () => {
        if (stream.sizeExceeded) {
          done(Object.assign(new Error('5.3.4 Message too big for this inbox'), { responseCode: 552 }));
          return;
        }
        const from = envelope.mailFrom ? envelope.mailFrom.address : '';
        const to = envelope.rcptTo.map(({ address }) => address);
        mailbox.receive({ from, to }, Buffer.concat(chunks)).then(() => done(), done);
      });
    },
  });
  // A client that hangs up in the middle is its own affair.
  server.on('error', () => {});
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  const bound = server.server.address();
  return {
    port: bound !== null && typeof bound === 'object' ? bound.port : port,
    close: () => new Promise(resolve => server.close(() => resolve())),
  };
}
