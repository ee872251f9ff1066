import type { Newsletter } from '#content/publication.ts';
import type { Connection } from '#server/client.ts';
import { listenForReaders } from '#server/listen.ts';
import { createServer } from '#server/server.ts';
import type { Store } from '#store/open.ts';
import { type Inbox, startInbox } from '../inbox/inbox.ts';
import { onFreePort } from '../ports.ts';

/** What the demo keeps running. */
export interface DemoServers {
  /** Site and doors: `http://127.0.0.1:4321`. */
  readonly siteUrl: string;
  readonly inbox: Inbox;
  close(): Promise<void>;
}

interface DemoServersParts {
  readonly store: Store;
  readonly newsletter: Newsletter;
  readonly distFolder: string;
  readonly note: (message: string) => void;
}

/** Starts the site with its doors and an inbox, on the usual ports where they are free. */
export async function startDemoServers({
  store,
  newsletter,
  distFolder,
  note,
}: DemoServersParts): Promise<DemoServers> {
  // The doors make links with their public address, which is known only once they listen.
  let answer = async (_request: Request, _connection: Connection): Promise<Response> =>
    new Response('Starting', { status: 503 });
  const site = await onFreePort([4321, 4323, 4325], port =>
    listenForReaders({ fetch: (request, connection) => answer(request, connection) }, { port }),
  );
  const app = createServer({
    ...{ store, distFolder, publicUrl: site.url, onError: note },
    languages: newsletter.languages,
    lists: newsletter.lists,
  });
  answer = async (request, connection) => app.fetch(request, connection);
  const inbox = await startInbox({
    smtp: start => onFreePort([1025, 2525], start),
    web: start => onFreePort([4322, 4324, 4326], start),
  }).catch(async error => {
    await site.close(0);
    throw error;
  });
  return {
    siteUrl: site.url,
    inbox,
    close: async () => {
      await Promise.all([site.close(0), inbox.close()]);
    },
  };
}
