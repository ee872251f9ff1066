import type { Newsletter } from '#content/publication.ts';
import type { Connection } from '#server/client.ts';
import { listenForReaders } from '#server/listen.ts';
import type { Store } from '#store/open.ts';
import { openDoors } from '../doors.ts';
import { type Inbox, startInbox } from '../inbox/inbox.ts';
import { onFreePort } from '../ports.ts';
import type { Settings } from '../settings.ts';

/** What the demo keeps running. */
export interface DemoServers {
  /** Site and doors: `http://127.0.0.1:4321`. */
  readonly siteUrl: string;
  readonly inbox: Inbox;
  close(): Promise<void>;
}

interface DemoServersParts {
  readonly store: Store;
  /** The demo's own. */
  readonly settings: Settings;
  readonly newsletter: Newsletter;
  readonly distFolder: string;
  readonly note: (message: string) => void;
}

/** Starts the site with its doors and an inbox, on the usual ports where they are free. */
export async function startDemoServers({
  store,
  settings,
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
  const inbox = await startInbox({
    smtp: start => onFreePort([1025, 2525], start),
    web: start => onFreePort([4322, 4324, 4326], start),
  }).catch(async error => {
    await site.close(0);
    throw error;
  });
  const doors = await openDoors({
    ...{ store, newsletter, distFolder, note },
    settings: { ...settings, url: site.url, smtpUrl: inbox.smtpUrl },
  });
  answer = async (request, connection) => doors.app.fetch(request, connection);
  return {
    siteUrl: site.url,
    inbox,
    close: async () => {
      await site.close(0);
      await doors.close();
      await inbox.close();
    },
  };
}
