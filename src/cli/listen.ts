import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { VesnikError } from '#errors.ts';

/** A web server of this machine. */
export interface WebServer {
  readonly port: number;
  /** `http://127.0.0.1:4321` */
  readonly url: string;
  close(): Promise<void>;
}

interface App {
  readonly fetch: (request: Request) => Response | Promise<Response>;
}

interface ListenOptions {
  readonly port: number;
  readonly host?: string;
}

/** Serves an app. Throws what `listen` throws (EADDRINUSE, EACCES): see `portError`. */
export async function listen(app: App, { port, host = '127.0.0.1' }: ListenOptions): Promise<WebServer> {
  const server = createServer(getRequestListener(request => app.fetch(request)));
  await bind(server, port, host);
  const bound = server.address();
  const actual = bound !== null && typeof bound === 'object' ? bound.port : port;
  return {
    port: actual,
    url: `http://${host}:${actual}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

/** The first of these ports that is free when `start` tries it; the system's choice when none is. */
export async function onFreePort<T>(ports: readonly number[], start: (port: number) => Promise<T>): Promise<T> {
  for (const port of ports) {
    try {
      return await start(port);
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
  }
  return start(0);
}

/** A VesnikError for a port that cannot be had; anything else as it came. */
export function portError(error: unknown, port: number, option: string): unknown {
  if (!isTaken(error)) return error;
  return new VesnikError({
    code: 'port-taken',
    message: `Port ${port} is taken by another program, or this user may not use it.`,
    hint: `Choose another: --${option} ${port + 1}, or --${option} 0 for any that is free.`,
    kind: 'usage',
  });
}

async function bind(server: Server, port: number, host: string): Promise<void> {
  server.listen(port, host);
  await once(server, 'listening');
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES');
}
