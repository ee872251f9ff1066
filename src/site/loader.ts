import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Loader, LoaderContext } from 'astro/loaders';
import type { Library, Problem } from '#content/model.ts';
import type { ContentSource } from './content-source.ts';
import type { Entry } from './entries.ts';

/** `cacheFolder` is the absolute path of a folder that is kept from one build to the next. */
type EntriesOf = (library: Library, now: Date, cacheFolder: string) => Entry[] | Promise<Entry[]>;

/**
 * A loader of one collection out of the library. In `astro dev` it looks again whenever a file below content/ is added, changed
 * or deleted; entries whose digest stayed the same are left alone, so Astro reloads only what changed.
 */
export function libraryLoader(name: string, entriesOf: EntriesOf): Loader {
  return {
    name: `vesnik-${name}`,
    load: async context => {
      const source = sourceOf(context);
      const load = async () => {
        const { library, problems } = await source.read();
        if (name === 'library') for (const problem of problems) context.logger.warn(written(problem));
        await store(context, source, await entriesOf(library, source.now(), fileURLToPath(context.config.cacheDir)));
      };
      await load();
      if (context.watcher !== undefined) watch(context, source, load);
    },
  };
}

function sourceOf({ config }: LoaderContext): ContentSource {
  for (const { hooks } of config.integrations) {
    const source = hooks['vesnik:content']?.();
    if (source !== undefined) return source;
  }
  throw new TypeError('the site is configured without its own integration');
}

function written({ file, line, column, message, hint }: Problem): string {
  return `${file}:${line}:${column} ${message} ${hint}`;
}

async function store(context: LoaderContext, source: ContentSource, entries: readonly Entry[]): Promise<void> {
  const gone = new Set(context.store.keys());
  const bytes = new Map<string, string>();
  for (const { id, file, html, pictures = [], ...entry } of entries) {
    gone.delete(id);
    const absolute = file === undefined ? undefined : join(source.root, file);
    const digest = await digestOf([entry.data, html], [...pictures, ...Object.values(entry.data)], absolute, bytes);
    const data = { ...entry.data, digest };
    context.store.set({
      id,
      data: await context.parseData({ id, data, ...(absolute !== undefined && { filePath: absolute }) }),
      digest,
      ...(absolute !== undefined && { filePath: fromAstroRoot(context, absolute) }),
      ...(html !== undefined && { rendered: { html, metadata: { imagePaths: [...pictures] } } }),
      assetImports: [...pictures],
    });
  }
  for (const id of gone) context.store.delete(id);
}

/** Hex SHA-256 of what an entry says and of the pictures among its values; `known` holds those of one look at the files. */
async function digestOf(
  said: readonly unknown[],
  values: readonly unknown[],
  file: string | undefined,
  known: Map<string, string>,
): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(said));
  for (const value of values) {
    // Pictures are named from the entry's file on, everything else is not.
    if (typeof value !== 'string' || !value.startsWith('.')) continue;
    const path = join(file ?? '', '..', value);
    const digest =
      known.get(path) ??
      createHash('sha256')
        .update(await readFile(path))
        .digest('hex');
    known.set(path, digest);
    hash.update(digest);
  }
  return hash.digest('hex');
}

/** Astro finds an entry's pictures from the entry's own path, which it wants relative to its root. */
function fromAstroRoot({ config }: LoaderContext, path: string): string {
  return relative(fileURLToPath(config.root), path).split(sep).join('/');
}

function watch({ watcher, logger }: LoaderContext, source: ContentSource, load: () => Promise<void>): void {
  const folder = join(source.root, 'content');
  let last = Promise.resolve();
  let isWaiting = false;
  const look = (path: string) => {
    if (!path.startsWith(folder + sep)) return;
    source.forget();
    if (isWaiting) return;
    isWaiting = true;
    last = last
      .then(async () => {
        isWaiting = false;
        await load();
      })
      .catch((error: unknown) => logger.error(error instanceof Error ? error.message : String(error)));
  };
  watcher?.add(folder);
  for (const event of ['add', 'change', 'unlink'] as const) watcher?.on(event, look);
}
