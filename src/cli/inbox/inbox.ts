import { listenForReaders } from '#server/listen.ts';
import { startMailServer } from './mail-server.ts';
import { createMailbox, type Mailbox } from './mailbox.ts';
import { inboxPages } from './pages.ts';

/** A running inbox: a mail server and the pages that show what it got. */
export interface Inbox {
  readonly mailbox: Mailbox;
  /** `smtp://127.0.0.1:1025` */
  readonly smtpUrl: string;
  /** `http://127.0.0.1:1080` */
  readonly url: string;
  close(): Promise<void>;
}

/** How a server is put on a port: the port, or the first of several that is free. */
type Place = <T>(start: (port: number) => Promise<T>) => Promise<T>;

interface InboxOptions {
  readonly smtp: Place;
  readonly web: Place;
  readonly folder?: string;
}

/** Starts both on 127.0.0.1. Throws what the places throw. */
export async function startInbox({ smtp, web, folder }: InboxOptions): Promise<Inbox> {
  const mailbox = createMailbox(folder === undefined ? {} : { folder });
  const mailServer = await smtp(port => startMailServer(mailbox, port));
  const smtpUrl = `smtp://127.0.0.1:${mailServer.port}`;
  try {
    const pages = inboxPages(mailbox, smtpUrl);
    const listening = await web(port => listenForReaders(pages, { port }));
    return {
      mailbox,
      smtpUrl,
      url: listening.url,
      close: async () => {
        await Promise.all([listening.close(0), mailServer.close()]);
      },
    };
  } catch (error) {
    await mailServer.close();
    throw error;
  }
}
