import { listen, portError } from '../listen.ts';
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

interface InboxOptions {
  readonly smtpPort: number;
  readonly port: number;
  readonly folder?: string;
}

/** Starts both on 127.0.0.1. Throws a VesnikError of kind usage when a port is taken. */
export async function startInbox({ smtpPort, port, folder }: InboxOptions): Promise<Inbox> {
  const mailbox = createMailbox(folder === undefined ? {} : { folder });
  const mailServer = await startMailServer(mailbox, smtpPort).catch(error => {
    throw portError(error, smtpPort, 'smtp-port');
  });
  const smtpUrl = `smtp://127.0.0.1:${mailServer.port}`;
  const web = await listen(inboxPages(mailbox, smtpUrl), { port }).catch(async error => {
    await mailServer.close();
    throw portError(error, port, 'port');
  });
  return {
    mailbox,
    smtpUrl,
    url: web.url,
    close: async () => {
      await Promise.all([web.close(), mailServer.close()]);
    },
  };
}
