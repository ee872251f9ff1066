import { readdir } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration, AstroIntegrationLogger } from 'astro';
import type { ViteDevServer } from 'vite';
import type { Problem } from '#content/problem.ts';
import { contentSource } from './content-source.ts';
import { finishSite } from './finish-site.ts';
import { openShelf } from './open-shelf.ts';
import { type Shelf, theShelf } from './shelf.ts';
import { siteTree } from './site-tree.ts';
import { nameStaticPictures, type StaticPicture } from './static-pictures.ts';

interface Options {
  /** Absolute path of the folder that holds content/. */
  readonly root: string;
  readonly now?: Date | undefined;
  /** Public address of the doors, where it is not the newsletter's own. */
  readonly doors?: string | undefined;
}

/**
 * Gives Astro's pages their content, in `astro dev` with drafts and anew whenever a file of it changes, and to what `astro build`
 * makes all that is no page.
 */
export function vesnik({ root, now, doors }: Options): AstroIntegration {
  let source = contentSource({ root, drafts: false, doors, now });
  let kept = '';
  let isDev = false;
  let shelf: Promise<Shelf> | undefined;
  let tell: AstroIntegrationLogger['warn'] = () => {};
  const open = async () => {
    const { library, problems } = await source.read();
    for (const problem of problems) tell(written(problem));
    return (await openShelf(library, { now: source.now(), kept, isDev })).shelf;
  };
  const pictures: StaticPicture[] = [];
  return {
    name: 'vesnik',
    hooks: {
      'astro:config:setup': ({ command, injectRoute, logger }) => {
        isDev = command === 'dev';
        if (isDev) source = contentSource({ root, drafts: true, doors, now });
        tell = message => logger.warn(message);
        globalThis.vesnikShelf = () => {
          shelf ??= open();
          return shelf;
        };
        injectRoute(shellRoute);
      },
      'astro:config:done': ({ config }) => {
        kept = fileURLToPath(config.cacheDir);
      },
      'astro:server:setup': ({ server }) =>
        watch(server, join(root, 'content'), () => {
          source.forget();
          shelf = undefined;
        }),
      'astro:build:start': ({ setPrerenderer }) => {
        setPrerenderer(own => ({
          ...own,
          setup: async () => {
            await own.setup?.();
            nameStaticPictures(picture => pictures.push(picture));
          },
        }));
      },
      'astro:build:done': async ({ dir }) => {
        const dist = fileURLToPath(dir);
        const files = (await readdir(dist, { recursive: true })).map(file => file.split(sep).join('/'));
        const tree = siteTree(dist);
        await finishSite((await theShelf()).library, { tree, kept, files, pictures });
      },
    },
  };
}

/** Astro leaves out files of pages/ whose folder begins with an underscore; an injected route may. */
export const shellRoute = {
  pattern: '/_service/[lang]/[name]',
  entrypoint: fileURLToPath(new URL('./shells/Shell.astro', import.meta.url)),
};

function written({ file, line, column, message, hint }: Problem): string {
  return `${file}:${line}:${column} ${message} ${hint}`;
}

function watch({ watcher, environments }: ViteDevServer, folder: string, forget: () => void): void {
  watcher.add(folder);
  const look = (path: string) => {
    if (!path.startsWith(folder + sep)) return;
    forget();
    // What Astro says when its own content layer changes: which pages there are is asked again.
    for (const { hot } of Object.values(environments)) hot.send('astro:content-changed', {});
    environments.client.hot.send({ type: 'full-reload', path: '*' });
  };
  for (const event of ['add', 'change', 'unlink'] as const) watcher.on(event, look);
}
