import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Library } from '#content/model.ts';
import { everyMailPicture, mailPicture } from '#render/mail-pictures.ts';

/**
 * Puts the pictures that mails link to below `m/` of a built site: those of the library where mails have remote pictures, and
 * always those of the build before, because mails that were sent go on showing them.
 */
export async function addMailPictures(folder: string, library: Library, before: string): Promise<void> {
  const pictures = join(folder, 'm');
  await cp(join(before, 'm'), pictures, { recursive: true }).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  });
  if (library.newsletter.mail.images !== 'remote') return;
  await mkdir(pictures, { recursive: true });
  for (const picture of everyMailPicture(library)) {
    const { name, bytes } = await mailPicture(picture);
    await writeFile(join(pictures, name), bytes);
  }
}
