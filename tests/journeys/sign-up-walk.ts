import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDoors } from '#cli/doors.ts';
import { freezable, renderMails } from '#cli/issue-mails.ts';
import { ordersOf } from '#cli/mail-orders.ts';
import { readLibrary } from '#cli/newsletter.ts';
import { relaySettings } from '#cli/relay.ts';
import type { Settings } from '#cli/settings.ts';
import { latestIssue } from '#content/queries.ts';
import { runWorker } from '#delivery/worker.ts';
import type { Connection } from '#server/client.ts';
import { listenForReaders } from '#server/listen.ts';
import { buildSite } from '#site/build.ts';
import { type Audience, audience } from '#store/audience.ts';
import { freezeMailing } from '#store/freeze.ts';
import { migrate } from '#store/migrate.ts';
import { openStore, type Store } from '#store/open.ts';
import { clone } from '../site/built-site.ts';
import { type Relay, startRelay } from '../smtp-relay.ts';

/** The sample newsletter, built and served with its doors, its outbox going to a relay of this machine. */
export interface SignUpWalk {
  /** `http://127.0.0.1:1234` */
  readonly url: string;
  readonly store: Store;
  readonly relay: Relay;
  /** Freezes the newest issue for all lists as if it had been mailed; its title in the language of a list. */
  mailIssue(): Promise<Record<string, string>>;
  /** Mails the newest issue once more, as if it were the next one, to whoever is to get it now. */
  deliver(): Promise<void>;
  /** Every byte of the database's files. */
  databaseBytes(): Promise<Buffer>;
  close(): Promise<void>;
}

export async function openSignUpWalk(): Promise<SignUpWalk> {
  const folder = await mkdtemp(join(tmpdir(), 'vesnik-sign-up-'));
  const distFolder = join(folder, 'dist');
  const now = new Date('2026-01-01T00:00:00Z');
  await buildSite({ root: clone, outDir: distFolder, now });
  const { library } = await readLibrary({ root: clone }, now);
  const source = { url: `file:${join(folder, 'vesnik.db')}`, masterKey: randomBytes(32) };
  await migrate(source, now);
  const store = await openStore(source);
  const relay = await startRelay();
  let answer = async (_request: Request, _connection: Connection): Promise<Response> => new Response(null);
  const site = await listenForReaders({ fetch: (request, connection) => answer(request, connection) }, { port: 0 });
  const settings: Settings = {
    ...{ root: clone, databaseUrl: source.url, key: { value: '' }, smtpUrl: relay.url, url: site.url },
    ...{
      rate: 0,
      connections: 1,
      trustedHops: 0,
      providerRates: {},
      providerConnections: {},
      pauseShare: 0,
      logLevel: 'warn',
    },
  };
  const doors = await openDoors({
    ...{ store, settings, newsletter: library.newsletter, distFolder, note: () => {} },
  });
  const issue = latestIssue(library);
  if (issue === undefined) throw new Error('the sample has no issue');
  const orders = ordersOf(library, { id: issue.id, untranslated: 'borrow' });
  const drawn = async (groups?: Audience['groups']) =>
    (await renderMails({ library, orders, doorsUrl: site.url, ...(groups && { groups }) })).map(freezable);
  let mailings = 0;
  answer = async (request, connection) => doors.app.fetch(request, connection);
  return {
    ...{ url: site.url, store, relay },
    mailIssue: async () => {
      const mailing = await freezeMailing(store, { issue: issue.id, variants: await drawn(), now: new Date() });
      await store.db.updateTable('mailings').set({ state: 'sent' }).where('id', '=', mailing.id).execute();
      return Object.fromEntries(
        orders.map(({ selection: { list, pieces } }) => [list.id, pieces[0]?.version.title ?? '']),
      );
    },
    deliver: async () => {
      mailings += 1;
      const issueId = `${issue.id}-${mailings}`;
      const now = new Date();
      const variants = await drawn((await audience(store, now)).groups);
      const { id } = await freezeMailing(store, { issue: issueId, variants, now });
      const relaying = await relaySettings(settings, library.newsletter);
      const { signal } = new AbortController();
      await runWorker({ store, settings: relaying, until: 'done', mailing: id, signal });
    },
    databaseBytes: async () => {
      const names = (await readdir(folder)).filter(name => name.startsWith('vesnik.db'));
      return Buffer.concat(await Promise.all(names.map(name => readFile(join(folder, name)))));
    },
    close: async () => {
      await site.close(0);
      await doors.close();
      await store.close();
      await relay.stop();
      await rm(folder, { recursive: true });
    },
  };
}
