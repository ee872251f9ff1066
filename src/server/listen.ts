import { once } from 'node:events';
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Connection } from './client.ts';

export interface Listening {
  readonly port: number;
  /** `http://127.0.0.1:8080`, for the operator; links are made with the public address. */
  readonly url: string;
  /** Takes no new connection and ends when the open requests are answered, at the latest after `graceMs`. */
  close(graceMs?: number): Promise<void>;
}

/** What answers; it is told whose connection a request came by. */
interface ReaderApp {
  fetch(request: Request, connection: Connection): Response | Promise<Response>;
}

export interface ListenOptions {
  readonly port: number;
  readonly host?: string;
  /** How long a request may take to arrive whole: slow bodies end with 408. */
  readonly requestMs?: number;
  /** How long a connection may stand still: whoever asks for a file and does not read it holds one of a thousand. */
  readonly idleMs?: number;
}

/** Serves readers over HTTP. A proxy in front ends TLS. Throws what `listen` throws (EADDRINUSE, EACCES). */
export async function listenForReaders(
  app: ReaderApp,
  { port, host = '127.0.0.1', requestMs = 15_000, idleMs = 60_000 }: ListenOptions,
): Promise<Listening> {
  const server = createServer(
    {
      requestTimeout: requestMs,
      headersTimeout: requestMs,
      connectionsCheckingInterval: Math.min(1000, requestMs / 2),
      maxHeaderSize: 16_384,
      keepAliveTimeout: 5000,
    },
    getRequestListener((request, { incoming }) => app.fetch(request, { remoteAddress: incoming.socket.remoteAddress })),
  );
  server.maxConnections = 1000;
  server.timeout = idleMs;
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  const actual = address !== null && typeof address === 'object' ? address.port : port;
  return {
    port: actual,
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actual}`,
    close: async (graceMs = 5000) => {
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      const timer = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearTimeout(timer);
    },
  };
}
