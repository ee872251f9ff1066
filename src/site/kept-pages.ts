import { createHash } from 'node:crypto';
import { glob, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clone } from './config.ts';

/**
 * Makes sure that Astro takes pages of the build before only where that build came to its end, with the code of today: its
 * stylesheet is in every page, and a build that was killed may have replaced pages without saying so. `done` is to be called
 * when the build has succeeded; until then the next one begins from nothing.
 */
export async function takeKeptPages(workFolder: string): Promise<{ readonly done: () => Promise<void> }> {
  const mark = join(workFolder, 'kept-pages');
  const code = await codeDigest();
  const before = await readFile(mark, 'utf8').catch(() => undefined);
  await rm(mark, { force: true });
  if (before !== code) {
    await rm(join(workFolder, 'astro/incremental-build.json'), { force: true });
    await rm(join(workFolder, 'astro/dist'), { recursive: true, force: true });
  }
  return { done: () => writeFile(mark, code) };
}

/** Hex SHA-256 of all that makes a page beside its content. */
async function codeDigest(): Promise<string> {
  const files = await Array.fromAsync(
    glob(['src/{site,render,content,i18n}/**/*.*', 'src/*.ts', 'package-lock.json'], { cwd: clone }),
  );
  const hash = createHash('sha256').update(process.version);
  for (const file of files.toSorted()) hash.update(`${file}\0`).update(await readFile(join(clone, file)));
  return hash.digest('hex');
}
