import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Picture } from '#content/model.ts';
import { mailPicture } from '#render/mail-pictures.ts';

/**
 * Puts the pictures that mails link to below `m/` of a built site: the given ones, and
 * always those of the build before, because mails that were sent go on showing them.
 */
export async function addMailPictures(folder: string, given: readonly Picture[], before: string): Promise<void> {
  const pictures = join(folder, 'm');
  await cp(join(before, 'm'), pictures, { recursive: true }).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  });
  if (given.length === 0) return;
  await mkdir(pictures, { recursive: true });
  for (const picture of given) {
    const { name, bytes } = await mailPicture(picture);
    await writeFile(join(pictures, name), bytes);
  }
}
