import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Makes sure that Astro takes pages of the build before only where that build came to its end, with the code of today: its
 * stylesheet is in every page, and a build that was killed may have replaced pages without saying so. `done` is to be called
 * when the build has succeeded; until then the next one begins from nothing.
 */
export async function takeKeptPages(workFolder: string, code: string): Promise<{ readonly done: () => Promise<void> }> {
  const mark = join(workFolder, 'kept-pages');
  const before = await readFile(mark, 'utf8').catch(() => undefined);
  await rm(mark, { force: true });
  if (before !== code) {
    await rm(join(workFolder, 'astro/incremental-build.json'), { force: true });
    await rm(join(workFolder, 'astro/dist'), { recursive: true, force: true });
  }
  return { done: () => writeFile(mark, code) };
}
