import { open, readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { type MailSource, mostBytes, type SourceMail } from './mail-source.ts';
import { withoutEnvelopeLine } from './standard-input.ts';

interface FolderOptions {
  /** Nothing is removed. */
  readonly keeps: boolean;
}

/**
 * The mails of a folder: those called `.eml`, or of a Maildir all in `new` and `cur`. What is no plain file (a link, a folder) is
 * passed over, and so is every other name: somebody may have given the wrong folder. A file that another run has just removed is no
 * trouble.
 */
export function mailFolder(folder: string, options: FolderOptions): MailSource {
  const troubles: string[] = [];
  return {
    troubles,
    async *mails(signal) {
      let unreadable = 0;
      for (const path of await mailFiles(folder)) {
        if (signal.aborted) break;
        const mail = await mailFile(path, options).catch((error: unknown) => {
          if (!isGone(error)) unreadable += 1;
          return undefined;
        });
        if (mail !== undefined) yield mail;
      }
      if (unreadable > 0)
        troubles.push(`Could not be opened by this user, and stay where they are: ${unreadable}. Check who owns them.`);
    },
  };
}

/** One file with one mail. Throws what `open` throws. */
export async function mailFile(path: string, { keeps }: FolderOptions): Promise<SourceMail> {
  const handle = await open(path, 'r');
  try {
    const buffer = Buffer.alloc(Math.min(mostBytes, (await handle.stat()).size));
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
    return {
      bytes: withoutEnvelopeLine(buffer.subarray(0, bytesRead)),
      remove: async () => {
        if (keeps) return;
        await unlink(path).catch((error: unknown) => (isGone(error) ? undefined : Promise.reject(error)));
      },
      leave: async () => {},
    };
  } finally {
    await handle.close();
  }
}

async function mailFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const boxes = entries.filter(entry => entry.isDirectory() && ['new', 'cur'].includes(entry.name));
  if (boxes.length < 2)
    return entries
      .filter(entry => entry.isFile() && /\.eml$/i.test(entry.name))
      .map(({ name }) => join(folder, name))
      .sort();
  const files: string[] = [];
  for (const box of ['new', 'cur'])
    for (const entry of await readdir(join(folder, box), { withFileTypes: true }))
      if (entry.isFile() && !entry.name.startsWith('.')) files.push(join(folder, box, entry.name));
  return files.sort();
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
