import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { openLibrary } from '#content/library.ts';
import { keepPicture } from '#site/kept-pictures.ts';
import { everyCard, newsletterCard, sharePath } from '#site/share/card.ts';
import { drawCard } from '#site/share/drawing.ts';
import { keptWorkFolder } from '#site/work-folder.ts';

const here = import.meta.dirname;
const run = promisify(execFile);

/** What one build in a process of its own took. */
export interface Cost {
  readonly what: string;
  readonly pages: number;
  readonly seconds: number;
  /** User and system, all threads. */
  readonly cpuSeconds: number;
  readonly peakMb: number;
}

const printed = z.object({ pages: z.number().optional(), cpuMs: z.number(), peakMb: z.number() });

export function buildOurs(what: string, root: string, outDir: string): Promise<Cost> {
  return timed(what, [join(here, 'site-child.ts'), root, outDir], here);
}

export function buildEleventy(input: string, output: string): Promise<Cost> {
  return timed('Eleventy 3.1.2, everything', [join(here, 'eleventy/build.js'), input, output], join(here, 'eleventy'));
}

/**
 * Forgets all that builds of this newsletter have kept but the share pictures and the parts of the search index. It is put aside and not
 * deleted: for seconds after thousands of files have gone a disk makes new ones five times as slowly, and a fresh clone has none.
 */
export async function forgetKept(root: string): Promise<void> {
  const folder = keptWorkFolder(root);
  const kept = join(folder, 'kept');
  const aside = join(folder, 'forgotten', randomUUID());
  await mkdir(aside, { recursive: true });
  await rename(join(folder, 'next'), join(aside, 'next')).catch(() => {});
  for (const name of await readdir(kept).catch(() => []))
    if (name !== 'share' && name !== 'search') await rename(join(kept, name), join(aside, name));
}

/** Puts a picture under the name of every share picture, as if builds before had drawn them. */
export async function pretendShared(root: string): Promise<void> {
  const { library } = await openLibrary({ root, now: new Date('2026-01-01T00:00:00Z'), drafts: false });
  if (library === undefined) throw new Error('the archive cannot be read');
  const folder = join(keptWorkFolder(root), 'kept/share');
  await mkdir(folder, { recursive: true });
  const picture = await drawCard(newsletterCard(library, library.newsletter.languages[0] ?? 'en'));
  for (const card of everyCard(library))
    await keepPicture(join(folder, sharePath(card).replace('/share/', '')), picture);
}

async function timed(what: string, args: readonly string[], cwd: string): Promise<Cost> {
  const startedMs = performance.now();
  // As `bin/vesnik.js` does it.
  const env = { ...process.env, NODE_COMPILE_CACHE: join(here, '../node_modules/.cache/vesnik') };
  const { stdout } = await run(process.execPath, args, { cwd, env, maxBuffer: 100_000_000 });
  const seconds = (performance.now() - startedMs) / 1000;
  const { pages = 0, cpuMs, peakMb } = printed.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
  return { what, pages, seconds, cpuSeconds: cpuMs / 1000, peakMb };
}
