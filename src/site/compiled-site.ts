import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { glob, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { clone } from './config.ts';

// Astro needs three seconds to compile the pages, whatever is to stand on them: as long as Eleventy needs for a whole archive. What it
// compiles is good for every newsletter as long as the code stays the same, so it is kept, and most builds begin with it.

const all = join(clone, '.cache/compiled');

/** Others may still build with one that was good a day ago. */
const staleAfterMs = 24 * 60 * 60 * 1000;

/**
 * Folder of the pages compiled from this code: `server/` makes them, `client/` is what they all link to. Where a file of it is not
 * as it was written, all is compiled anew.
 */
export async function compiledSite(code: string): Promise<string> {
  const folder = join(all, code.slice(0, 16));
  if (await isWhole(folder)) return folder;
  await mkdir(all, { recursive: true });
  const work = join(all, `work-${randomUUID()}`);
  try {
    // A process of its own, because Astro wants to be run in the clone, and takes 200 MB that pages need afterwards.
    // Vite would take these for its own: with DEV Astro marks every picture.
    const { VITEST: _, NODE_ENV: __, DEV: ___, PROD: ____, MODE: _____, ...env } = process.env;
    const program = fileURLToPath(new URL('./compile.ts', import.meta.url));
    await promisify(execFile)(process.execPath, [program, work], { env });
    await rm(join(work, 'work'), { recursive: true });
    await rm(join(work, 'client/.prerender'), { recursive: true, force: true });
    await writeFile(join(work, seal), await digestOf(work));
    // Another build may have been faster; what is there and not whole is in the way.
    if (existsSync(folder) && !(await isWhole(folder))) await rm(folder, { recursive: true, force: true });
    await rename(work, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  await forgetStale(folder);
  return folder;
}

/** File that holds what `digestOf` told of its folder. */
const seal = 'digest';

async function isWhole(folder: string): Promise<boolean> {
  const sealed = await readFile(join(folder, seal), 'utf8').catch(() => undefined);
  return sealed !== undefined && sealed === (await digestOf(folder));
}

async function digestOf(folder: string): Promise<string> {
  const files = await Array.fromAsync(glob('{server,client}/**/*.*', { cwd: folder }));
  const hash = createHash('sha256');
  for (const file of files.toSorted()) hash.update(`${file}\0`).update(await readFile(join(folder, file)));
  return hash.digest('hex');
}

async function forgetStale(but: string): Promise<void> {
  for (const name of await readdir(all)) {
    const folder = join(all, name);
    if (folder === but) continue;
    const { mtimeMs } = await stat(folder).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > staleAfterMs) await rm(folder, { recursive: true, force: true });
  }
}
