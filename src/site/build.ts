import { glob } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type { Library } from '#content/model.ts';
import { VesnikError } from '#errors.ts';
import { everyMailPicture } from '#render/mail-pictures.ts';
import { codeDigest } from './code-digest.ts';
import { compiledSite } from './compiled-site.ts';
import { contentSource } from './content-source.ts';
import { finishSite } from './finish-site.ts';
import { replaceFolder, restoreFolder } from './folder-swap.ts';
import { keptIssues } from './kept-issues.ts';
import { keptPages } from './kept-pages.ts';
import { alone } from './lock.ts';
import { addMailPictures } from './mail-pictures.ts';
import { makePages } from './make-pages.ts';
import { openShelf } from './open-shelf.ts';
import { pageThreadsFor } from './page-threads.ts';
import { drawSharePictures } from './share/pictures.ts';
import { siteTree } from './site-tree.ts';
import { placeLock, takeWorkFolder } from './work-folder.ts';

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
  /** How many threads help to make the pages of so many issues, where all are new. */
  readonly threadsFor?: (issues: number) => number;
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
export async function buildSite({
  root,
  outDir: to,
  now,
  doors,
  threadsFor = pageThreadsFor,
}: BuildOptions): Promise<Built> {
  const startedMs = performance.now();
  // V8 lets its heap grow to twice what lives in it before it looks for garbage: 80 MB more at the peak, and no faster.
  setFlagsFromString('--heap-growing-percent=30');
  const contentRoot = resolve(root);
  const outDir = resolve(to);
  const code = codeDigest();
  const work = await takeWorkFolder(contentRoot);
  const kept = join(work.path, 'kept');
  const compiling = compiledSite(code);
  // Whoever waits for it below is told; content with a fault is told first.
  compiling.catch(() => {});
  try {
    const { library, placeOf } = await readBuildable({ contentRoot, now, doors, issues: join(kept, 'issues'), code });
    await alone(placeLock(outDir), () => restoreFolder(outDir));
    const { shelf, add, done: keepShelf } = await openShelf(library, { now, kept });
    globalThis.vesnikShelf = async () => shelf;
    const drawing = drawSharePictures(shelf.library, join(kept, 'share'));
    drawing.catch(() => {});
    const compiled = await compiling;
    // The site of the build before the last one, or what a build left that was stopped.
    const tree = siteTree(join(work.path, 'next'));
    const client = join(compiled, 'client');
    for await (const file of glob('**/*.*', { cwd: client })) tree.put(join(client, file), file);
    const { take, isNew, done: keepPages } = await keptPages(join(kept, 'pages'), outDir, code);
    const threads = isNew ? threadsFor(library.issues.length) : 0;
    const pressed = await makePages(compiled, { shelf, placeOf, add, kept, tree, take, threads });
    await drawing;
    await finishSite(shelf.library, { tree, kept, files: pressed.files, pictures: pressed.pictures });
    await keepShelf();
    const mailed = library.newsletter.mail.images === 'remote' ? everyMailPicture(library) : [];
    // Another build may put its site there, and with it the pictures of mails that were sent meanwhile.
    await alone(placeLock(outDir), async () => {
      await restoreFolder(outDir);
      await addMailPictures(tree, mailed, outDir);
      tree.sweep();
      // Before the site stands, lest a failure here leave a new site and an error.
      await keepPages(pressed.kept);
      await replaceFolder(tree.path, outDir);
    });
    const { nextPublished } = library;
    return {
      pages: pressed.files.filter(file => file.endsWith('.html')).length,
      ...(nextPublished !== undefined && { nextPublished }),
      seconds: (performance.now() - startedMs) / 1000,
    };
  } finally {
    globalThis.vesnikShelf = undefined;
    await compiling.catch(() => {});
    await work.release();
  }
}

interface Wanted {
  readonly contentRoot: string;
  readonly now: Date;
  readonly doors: string | undefined;
  /** Folder in which read issues are kept. */
  readonly issues: string;
  readonly code: string;
}

interface Buildable extends Pick<Awaited<ReturnType<typeof keptIssues>>, 'placeOf'> {
  readonly library: Library;
}

async function readBuildable({ contentRoot, now, doors, issues, code }: Wanted): Promise<Buildable> {
  const memory = await keptIssues(issues, code);
  const source = contentSource({ root: contentRoot, now, drafts: false, doors, memory });
  const { library, problems } = await source.read().finally(memory.end);
  // Also where a fault stands in one file: the others need not be read again for that.
  await memory.done();
  const errors = problems.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first !== undefined)
    throw new VesnikError({
      code: 'content-problems',
      message: `The content has ${errors.length} error(s), the first at ${first.file}:${first.line}:${first.column}: ${first.message}`,
      hint: 'Type `npm run vesnik -- check` to see them all. The site that was built before stands as it was.',
    });
  return { library, placeOf: memory.placeOf };
}
