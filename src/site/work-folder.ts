import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clone } from './config.ts';
import { isHeld, takeLock } from './lock.ts';

/** A folder inside the clone in which one build works; `release` gives it back. */
export interface WorkFolder {
  readonly path: string;
  readonly release: () => Promise<void>;
}

/**
 * Every newsletter has a folder whose pictures are kept from one build to the next. While another process builds the same
 * newsletter there, this one gets a folder of its own that vanishes afterwards.
 */
export async function takeWorkFolder(contentRoot: string): Promise<WorkFolder> {
  const kept = keptWorkFolder(contentRoot);
  await mkdir(kept, { recursive: true });
  await forgetGone();
  await writeFile(join(kept, rootFile), contentRoot);
  const lock = join(kept, 'lock');
  if (await takeLock(lock)) return { path: kept, release: () => rm(lock, { force: true }) };
  const own = `${kept}-${randomUUID()}`;
  await mkdir(own);
  return { path: own, release: () => rm(own, { recursive: true, force: true }) };
}

const all = join(clone, '.cache', 'site');

/** Where builds of a newsletter keep what the next one may take. */
export function keptWorkFolder(contentRoot: string): string {
  return join(all, createHash('sha256').update(contentRoot).digest('hex').slice(0, 12));
}

/** Lock of those who would put a site into this folder: builds of other newsletters, too. */
export function placeLock(outDir: string): string {
  return join(all, `${createHash('sha256').update(outDir).digest('hex').slice(0, 12)}.lock`);
}

/** Holds the path of the newsletter that a folder is kept for. */
const rootFile = 'newsletter';

/** Folders of newsletters that are no longer there go, unless somebody builds in them. */
async function forgetGone(): Promise<void> {
  for (const name of await readdir(all)) {
    const folder = join(all, name);
    const root = await readFile(join(folder, rootFile), 'utf8').catch(() => undefined);
    // Empty: a build that begins is just writing it down.
    if (root === undefined || root === '' || existsSync(root)) continue;
    if (!(await isHeld(join(folder, 'lock')))) await rm(folder, { recursive: true, force: true });
  }
}
