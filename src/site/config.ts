import { fileURLToPath } from 'node:url';
import type { AstroIntegration, AstroUserConfig } from 'astro';
import { vesnik } from './integration.ts';

const nameless = { rolldownOptions: { output: { assetFileNames: '_astro/[hash][extname]' } } } as const;

/** Absolute path of the clone. */
export const clone = fileURLToPath(new URL('../../', import.meta.url));

interface Options {
  /** Absolute path of the folder that holds content/. */
  readonly contentRoot: string;
  /** Absolute path of a folder of the build's own, inside the clone: Astro finds its packages from there. */
  readonly workFolder: string;
  readonly now?: Date;
  /** Public address of the doors, where it is not the newsletter's own. */
  readonly doors?: string | undefined;
}

/** Astro's configuration for a newsletter; `root` is left to the caller. */
export function siteConfig({ contentRoot, workFolder, now, doors }: Options): AstroUserConfig {
  return configWith(vesnik({ root: contentRoot, now, doors }), { workFolder, readable: [contentRoot] });
}

interface Place {
  readonly workFolder: string;
  /** Folders beside the clone from which `astro dev` gives out files. */
  readonly readable?: readonly string[];
}

/** How Astro compiles this site, whatever its content. Nothing is written into node_modules or told to anybody. */
export function configWith(integration: AstroIntegration, { workFolder, readable = [] }: Place): AstroUserConfig {
  // Astro reads this when it has something to tell, so it is early enough here.
  process.env.ASTRO_TELEMETRY_DISABLED = '1';
  return {
    srcDir: fileURLToPath(new URL('./', import.meta.url)),
    publicDir: fileURLToPath(new URL('./public/', import.meta.url)),
    cacheDir: `${workFolder}/astro`,
    output: 'static',
    trailingSlash: 'always',
    // `index.astro` becomes index.html in a folder, `404.astro` and the shells of the doors become files of that name.
    build: { format: 'preserve', inlineStylesheets: 'never' },
    // The default drops spaces between lines of markup, and words grow together.
    compressHTML: true,
    devToolbar: { enabled: false },
    integrations: [integration],
    vite: {
      // A picture's own name stays here: it may be the name of somebody who is hidden.
      // Nothing becomes a part of a page: a strict policy would not run it.
      build: { ...nameless, cssCodeSplit: false, assetsInlineLimit: 0 },
      environments: { client: { build: nameless }, prerender: { build: nameless } },
      cacheDir: `${workFolder}/vite`,
      server: { fs: { allow: [clone, ...readable] } },
    },
  };
}
