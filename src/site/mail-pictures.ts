import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Picture } from '#content/media.ts';
import { mailPicture } from '#render/mail-pictures.ts';
import type { SiteTree } from './site-tree.ts';

/**
 * Puts the pictures that mails link to below `m/` of a built site: the given ones, and
 * always those of the build before, because mails that were sent go on showing them.
 */
export async function addMailPictures(tree: SiteTree, given: readonly Picture[], before: string): Promise<void> {
  const sent = new Set(await filesIn(join(before, 'm')));
  for (const picture of given) {
    const { name, bytes } = await mailPicture(picture);
    // Somebody may have written into it.
    if (sent.has(name) && bytes.equals(await readFile(join(before, 'm', name)))) continue;
    sent.delete(name);
    tree.write(`m/${name}`, bytes);
  }
  for (const name of sent) tree.put(join(before, 'm', name), `m/${name}`);
}

async function filesIn(folder: string): Promise<string[]> {
  try {
    const found = await readdir(folder, { withFileTypes: true });
    return found.filter(entry => entry.isFile()).map(({ name }) => name);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
