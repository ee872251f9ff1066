import { lstatSync } from 'node:fs';
import { readdir, rename, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** When every kept picture was last written, as the disk tells it. */
const drawnAt = new Date('2000-01-01T00:00:00Z');

/**
 * Names of the pictures that a build before left in a folder. A site has the same files under other names, so whoever writes into a
 * picture of the site has written into this one: the disk tells another time of it then, and it is not among them.
 */
export async function keptPictures(folder: string): Promise<ReadonlySet<string>> {
  const names = await readdir(folder);
  return new Set(names.filter(name => lstatSync(join(folder, name)).mtimeMs === drawnAt.getTime()));
}

/** Keeps a picture. Whenever the build is stopped, there is a whole picture or none. */
export async function keepPicture(file: string, bytes: Uint8Array): Promise<void> {
  await writeFile(`${file}.part`, bytes);
  await utimes(`${file}.part`, drawnAt, drawnAt);
  await rename(`${file}.part`, file);
}
