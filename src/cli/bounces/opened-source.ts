import { open, stat } from 'node:fs/promises';
import { VesnikError } from '#errors.ts';
import { mailFile, mailFolder } from './mail-folder.ts';
import type { MailSource } from './mail-source.ts';
import { hasAside, mboxFile } from './mbox-file.ts';

/** A file with one mail, an mbox, a folder of `.eml` files or a Maildir. Throws VesnikError (usage) `no-mails`. */
export async function openSource(path: string, given: string, keeps: boolean): Promise<MailSource> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) return mailFolder(path, { keeps });
  if (await hasAside(path)) return mboxFile(path, { keeps });
  if (!found?.isFile()) throw noMails(given);
  // An mbox that was read to its end by another program is empty.
  if (found.size === 0 || (await startOf(path, given)) === 'From ') return mboxFile(path, { keeps });
  return {
    troubles: [],
    async *mails() {
      yield await mailFile(path, { keeps });
    },
  };
}

async function startOf(path: string, given: string): Promise<string> {
  const handle = await open(path, 'r').catch(() => Promise.reject(noMails(given)));
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(5), 0, 5, 0);
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await handle.close();
  }
}

function noMails(given: string): VesnikError {
  return new VesnikError({
    code: 'no-mails',
    message: `There is no file and no folder ${given} that this user may read.`,
    hint: 'Give a mail (.eml), an mbox, a folder of .eml files or a Maildir; - reads one mail from standard input, --imap a mailbox.',
    kind: 'usage',
  });
}
