import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { mintLinkToken } from '#keys/link-token.ts';
import { type Listening, type ListenOptions, listenForReaders } from '#server/listen.ts';
import { createServer } from '#server/server.ts';
import { migrate } from '#store/migrate.ts';
import { openStore, type Store } from '#store/open.ts';
import { addSubscriber, findByAddress, type Subscriber } from '#store/subscribers.ts';

const publicUrl = 'https://vesnik.example.org';

export const lists = [
  { id: 'en', interface: 'en', take: ['en'] },
  { id: 'be', interface: 'be', take: ['be', 'ru'] },
  { id: 'ru', interface: 'ru', take: ['ru', 'be'] },
  { id: 'be-ru', interface: 'be', take: 'original' },
] as const;

export interface DoorServer {
  readonly store: Store;
  readonly url: string;
  readonly distFolder: string;
  readonly errors: string[];
  /** A request as a reader's program makes it: no cookie, no Origin, redirects not followed. */
  ask(path: string, init?: RequestInit): Promise<Response>;
  subscriber(address: string): Promise<Subscriber | undefined>;
  /** Adds somebody active; their links. */
  join(address: string, list?: string): Promise<{ u: string; p: string; ref: Buffer }>;
  /** Writes a file into the built site. */
  write(path: string, content: string | Buffer): Promise<void>;
  stop(): Promise<void>;
}

export async function startDoors(options: Partial<ListenOptions> = {}): Promise<DoorServer> {
  const folder = await mkdtemp(join(tmpdir(), 'vesnik-doors-'));
  const distFolder = join(folder, 'dist');
  await mkdir(distFolder);
  const source = { url: `file:${join(folder, 'vesnik.db')}`, masterKey: randomBytes(32) };
  await migrate(source, new Date());
  const store = await openStore(source);
  const errors: string[] = [];
  const app = createServer({
    store,
    distFolder,
    publicUrl,
    languages: ['en', 'be', 'ru'],
    lists,
    onError: message => errors.push(message),
  });
  const server: Listening = await listenForReaders(app, { port: 0, ...options });
  const find = (address: string): Promise<Subscriber | undefined> => findByAddress(store, address);
  return {
    ...{ store, distFolder, errors, url: server.url, subscriber: find },
    ask: (path, init = {}) => fetch(`${server.url}${path}`, { redirect: 'manual', ...init }),
    join: async (address, list = 'be') => {
      const consent = { source: 'test', at: new Date() };
      await addSubscriber(store, { address, list, state: 'active', consent }, new Date());
      const ref = (await find(address))?.ref ?? Buffer.alloc(16);
      const bytes = randomBytes(16);
      return {
        u: `/u/${mintLinkToken(store.ring, 'unsubscribe', bytes, ref)}`,
        p: `/p/${mintLinkToken(store.ring, 'preferences', bytes, ref)}`,
        ref,
      };
    },
    write: async (path, content) => {
      await mkdir(dirname(join(distFolder, path)), { recursive: true });
      await writeFile(join(distFolder, path), content);
    },
    stop: async () => {
      await server.close(0);
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
}

export const oneClick = { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) };

export function form(fields: Record<string, string>, headers: Record<string, string> = {}): RequestInit {
  return { method: 'POST', body: new URLSearchParams(fields), headers };
}
