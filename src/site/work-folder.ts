import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clone } from './config.ts';

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

/** Holds the path of the newsletter that a folder is kept for. */
const rootFile = 'newsletter';

/** Folders of newsletters that are no longer there go, unless somebody builds in them. */
async function forgetGone(): Promise<void> {
  for (const name of await readdir(all)) {
    const folder = join(all, name);
    const root = await readFile(join(folder, rootFile), 'utf8').catch(() => undefined);
    if (root === undefined || existsSync(root)) continue;
    const holder = Number(await readFile(join(folder, 'lock'), 'utf8').catch(() => ''));
    if (!isAlive(holder)) await rm(folder, { recursive: true, force: true });
  }
}

async function takeLock(file: string): Promise<boolean> {
  const mark = `${file}-${randomUUID()}`;
  await writeFile(mark, String(process.pid));
  try {
    // A link appears with what it holds, so nobody reads a lock without its holder.
    await link(mark, file);
    return true;
  } catch {
    const holder = Number(await readFile(file, 'utf8').catch(() => ''));
    if (isAlive(holder)) return false;
    // Its holder was killed.
    await rm(file, { force: true });
  } finally {
    await rm(mark, { force: true });
  }
  return takeLock(file);
}

function isAlive(pid: number): boolean {
  // 0 would ask for a whole group of processes.
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
