import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ReceivedMail, readMail } from './received-mail.ts';

/** What the local mail server keeps. */
export interface Mailbox {
  /** Newest first. */
  mails(): readonly ReceivedMail[];
  find(id: number): ReceivedMail | undefined;
  /** How many older ones were let go to stay within the bounds. */
  dropped(): number;
  /** Takes one in; resolves when it is kept. */
  receive(envelope: Envelope, source: Uint8Array): Promise<ReceivedMail>;
}

export interface Envelope {
  /** Empty for the null sender (RFC 5321, 4.5.5). */
  readonly from: string;
  readonly to: readonly string[];
}

interface MailboxOptions {
  readonly mostMails?: number;
  readonly mostBytes?: number;
  /** A folder that also gets each mail as `<number>.eml`, whatever the bounds. */
  readonly folder?: string;
  readonly now?: () => Date;
}

/** A mailbox in memory, bounded by number and by bytes: the oldest mails go first. */
export function createMailbox({
  mostMails = 2_000,
  mostBytes = 512 * 1024 * 1024,
  folder,
  now = () => new Date(),
}: MailboxOptions = {}): Mailbox {
  const kept = new Map<number, ReceivedMail>();
  let sizeBytes = 0;
  let last = 0;
  return {
    mails: () => [...kept.values()].reverse(),
    find: id => kept.get(id),
    dropped: () => last - kept.size,
    async receive(envelope, source) {
      const mail = await readMail({ id: ++last, receivedAt: now(), envelope, source });
      if (folder !== undefined) {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await writeFile(join(folder, `${mail.id}.eml`), source, { mode: 0o600 });
      }
      kept.set(mail.id, mail);
      sizeBytes += source.byteLength;
      for (const [id, oldest] of kept) {
        if (kept.size <= mostMails && sizeBytes <= mostBytes) break;
        kept.delete(id);
        sizeBytes -= oldest.source.byteLength;
      }
      return mail;
    },
  };
}
