import { fileURLToPath } from 'node:url';
import sitemap from '@astrojs/sitemap';
import type { AstroIntegration } from 'astro';
import { type ContentSource, contentSource } from './content-source.ts';
import { writeHostFiles } from './host-files.ts';
import { drawSharePictures, writeSharePictures } from './share/pictures.ts';
import { sitemapOptions } from './sitemap.ts';

declare global {
  namespace Astro {
    interface IntegrationHooks {
      /** Where the loaders find the content of this site. */
      'vesnik:content': () => ContentSource;
    }
  }
}

interface Options {
  /** Absolute path of the folder that holds content/. */
  readonly root: string;
  readonly now?: Date;
  readonly doors?: string | undefined;
  /** What was read already of that content; a build need not read it twice. */
  readonly source?: ContentSource;
}

/** Tells Astro what only content/ knows: the site's address, its sitemap, and where its files are. Drafts show in `astro dev` alone. */
export function vesnik({ root, now, doors, source: given }: Options): AstroIntegration {
  let source = given ?? contentSource({ root, drafts: false, doors, ...(now && { now }) });
  let kept = '';
  let drawing: Promise<unknown> | undefined;
  return {
    name: 'vesnik',
    hooks: {
      'astro:config:setup': async ({ command, injectRoute, updateConfig }) => {
        if (command === 'dev') source = contentSource({ root, drafts: true, doors, ...(now && { now }) });
        const { library } = await source.read();
        updateConfig({ site: library.newsletter.url, integrations: [sitemap(sitemapOptions(library))] });
        // Astro leaves out files of pages/ whose folder begins with an underscore; an injected route may.
        injectRoute({
          pattern: '/_service/[lang]/[name]',
          entrypoint: fileURLToPath(new URL('./shells/Shell.astro', import.meta.url)),
        });
      },
      'astro:config:done': ({ config }) => {
        kept = fileURLToPath(new URL('./share/', config.cacheDir));
      },
      'astro:build:start': async () => {
        // The content layer is filled by now.
        source.forgetBodies();
        const { library } = await source.read();
        drawing = drawSharePictures(library, kept);
        // A build that fails meanwhile has its own error to tell; one that does not tells of this one below.
        drawing.catch(() => {});
      },
      'astro:build:done': async ({ dir }) => {
        const { library } = await source.read();
        const dist = fileURLToPath(dir);
        await drawing;
        await writeHostFiles(dist, library.newsletter);
        await writeSharePictures(library, { dist, kept });
      },
      'vesnik:content': () => source,
    },
  };
}
