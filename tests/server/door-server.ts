import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openAddress } from '#keys/address-seal.ts';
import { mintLinkToken } from '#keys/link-token.ts';
import { mintTimedLink } from '#keys/timed-link.ts';
import { type Listening, type ListenOptions, listenForReaders } from '#server/listen.ts';
import { createServer, type ServerOptions } from '#server/server.ts';
import { makeNextKeys } from '#store/key-rotation.ts';
import { migrate } from '#store/migrate.ts';
import { openStore, type Store } from '#store/open.ts';
import { resealAddresses } from '#store/reseal.ts';
import { signUpLifeMs } from '#store/sign-up-life.ts';
import { addSubscriber, findByAddress, type Subscriber } from '#store/subscribers.ts';
import { newestLink } from '../store/people.ts';

const publicUrl = 'https://vesnik.example.org';

export const lists = [
  { id: 'en', interface: 'en', take: ['en'], among: ['en'] },
  { id: 'be', interface: 'be', take: ['be', 'ru'], among: ['be', 'ru'] },
  { id: 'ru', interface: 'ru', take: ['ru', 'be'], among: ['ru', 'be'] },
  { id: 'be-ru', interface: 'be', take: 'original', among: ['be', 'ru'] },
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
  /** Makes new keys for addresses and links, and seals every address anew. */
  rotate(): Promise<void>;
  /** Makes the store's clock say so. */
  setNow(date: Date): void;
  /** The mails that wait in the outbox, in order. */
  outbox(): Promise<{ kind: string; address: string; list: string }[]>;
  /** The path of the confirmation that was mailed to somebody. */
  confirmation(address: string): Promise<string>;
  stop(): Promise<void>;
}

type DoorOptions = Partial<ListenOptions> & Pick<ServerOptions, 'trustedHops' | 'answerMs' | 'takesAllLetters' | 'ses'>;

export async function startDoors({
  trustedHops = 0,
  answerMs = 0,
  ses,
  takesAllLetters = async () => false,
  ...options
}: DoorOptions = {}): Promise<DoorServer> {
  const folder = await mkdtemp(join(tmpdir(), 'vesnik-doors-'));
  const distFolder = join(folder, 'dist');
  await mkdir(distFolder);
  const source = { url: `file:${join(folder, 'vesnik.db')}`, masterKey: randomBytes(32) };
  await migrate(source, new Date());
  const store = await openStore(source);
  const errors: string[] = [];
  let now = (): Date => new Date();
  const app = createServer({
    ...{
      trustedHops,
      answerMs,
      takesAllLetters,
      ses,
      safetyDomains: ['state.example'],
      words: ['be-0123456789ab'],
      now: () => now(),
    },
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
    rotate: async () => {
      await makeNextKeys(store, source.masterKey, new Date());
      await resealAddresses(store, { signal: new AbortController().signal });
    },
    setNow: date => {
      now = () => date;
    },
    outbox: async () => {
      const rows = await store.db
        .selectFrom('outbox as o')
        .innerJoin('subscribers as s', 's.id', 'o.subscriber_id')
        .select(['o.kind', 'o.list', 's.sealed', 's.ref'])
        .orderBy('o.id')
        .execute();
      return rows.map(({ kind, list, sealed, ref }) => ({ kind, list, address: openAddress(store.ring, sealed, ref) }));
    },
    confirmation: async address => {
      const { ref, mailedAt } = await newestLink(store, (await find(address))?.ref ?? Buffer.alloc(16));
      const until = new Date(mailedAt.getTime() + signUpLifeMs);
      return `/c/${mintTimedLink(store.ring, 'confirm', { mailBytes: randomBytes(16), ref, until })}`;
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
