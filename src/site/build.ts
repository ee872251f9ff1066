import { randomUUID } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { VesnikError } from '#errors.ts';
import { everyMailPicture } from '#render/mail-pictures.ts';
import { codeDigest } from './code-digest.ts';
import { clone, siteConfig } from './config.ts';
import { type ContentSource, contentSource } from './content-source.ts';
import { replaceFolder, restoreFolder } from './folder-swap.ts';
import { keptIssues } from './kept-issues.ts';
import { takeKeptPages } from './kept-pages.ts';
import { addMailPictures } from './mail-pictures.ts';
import { takeWorkFolder } from './work-folder.ts';

interface BuildOptions {
  /** Folder that holds content/. */
  readonly root: string;
  /**
   * Where the site goes; what was there is replaced as a whole, and only after the build succeeded. Pictures of mails (`m/`)
   * stay for ever.
   */
  readonly outDir: string;
  /** What is published at this moment is built. */
  readonly now: Date;
  /** Public address of the doors, to which forms are sent; left out: the newsletter's own. */
  readonly doors?: string | undefined;
  /** What Astro prints; silent unless asked. */
  readonly logLevel?: 'info' | 'warn' | 'error' | 'silent';
}

interface Built {
  /** HTML pages, redirects and the doors' shells included. */
  readonly pages: number;
  /** When another build is wanted because a commentary becomes due, ISO 8601 in UTC. */
  readonly nextPublished?: string;
  readonly seconds: number;
}

/**
 * Builds the static site. Throws `content-problems` where the content has errors; then, and after any other failure, the site
 * that was in `outDir` stands as before.
 */
export async function buildSite({ root, outDir, now, doors, logLevel = 'silent' }: BuildOptions): Promise<Built> {
  const startedMs = performance.now();
  // V8 lets its heap grow to twice what lives in it before it looks for garbage: 80 MB more at the peak, and no faster.
  setFlagsFromString('--heap-growing-percent=30');
  const contentRoot = resolve(root);
  const code = await codeDigest();
  const work = await takeWorkFolder(contentRoot);
  // Node keeps modules by address, and a second build in one process would run the first. The first one of each process has the
  // same folder, because its name is in the code of pages that show pictures, and kept pages are good for the same code only.
  const staging = join(work.path, buildsOfProcess === 0 ? 'dist' : `dist-${randomUUID()}`);
  buildsOfProcess += 1;
  try {
    const memory = await keptIssues(join(work.path, 'astro/issues'), code);
    const source = contentSource({ root: contentRoot, now, drafts: false, doors, memory });
    await source.read();
    // Also where a fault stands in one file: the others need not be read again for that.
    await memory.done();
    const { mailPictures, nextPublished } = await readBuildable(source);
    await rm(staging, { recursive: true, force: true });
    const kept = await takeKeptPages(work.path, code);
    const config = siteConfig({ contentRoot, workFolder: work.path, now, doors, source });
    await inClone(async () => {
      const { build } = await import('astro');
      await build({ ...config, configFile: false, root: work.path, outDir: staging, logLevel });
    });
    const files = await readdir(staging, { recursive: true });
    await restoreFolder(resolve(outDir));
    await addMailPictures(staging, mailPictures, resolve(outDir));
    await replaceFolder(staging, resolve(outDir));
    await kept.done();
    return {
      pages: files.filter(file => file.endsWith('.html')).length,
      ...(nextPublished !== undefined && { nextPublished }),
      seconds: (performance.now() - startedMs) / 1000,
    };
  } finally {
    await rm(staging, { recursive: true, force: true });
    await work.release();
  }
}

let buildsOfProcess = 0;

/** What the build itself must know of the content. The library is not held on to: it is the heaviest thing of a build. */
async function readBuildable(source: ContentSource) {
  const { library, problems } = await source.read();
  const errors = problems.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first !== undefined)
    throw new VesnikError({
      code: 'content-problems',
      message: `The content has ${errors.length} error(s), the first at ${first.file}:${first.line}:${first.column}: ${first.message}`,
      hint: 'Type `npm run vesnik -- check` to see them all. The site that was built before stands as it was.',
    });
  const { nextPublished, newsletter } = library;
  return { nextPublished, mailPictures: newsletter.mail.images === 'remote' ? everyMailPicture(library) : [] };
}

/** Astro resolves its packages and puts its work from the working directory, whatever `root` says. */
async function inClone(work: () => Promise<void>): Promise<void> {
  const folder = process.cwd();
  process.chdir(clone);
  try {
    await work();
  } finally {
    process.chdir(folder);
  }
}
