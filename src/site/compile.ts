/** Compiles the site's pages into a folder: `node src/site/compile.ts <folder>`. See compiled-site.ts. */
import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type AstroIntegration, build } from 'astro';
import { clone, configWith } from './config.ts';
import { shellRoute } from './integration.ts';

const [folder = ''] = process.argv.slice(2);
const work = join(folder, 'work');

/** Takes what Astro has compiled at the moment when it would begin to make pages. */
const taking: AstroIntegration = {
  name: 'vesnik-compile',
  hooks: {
    'astro:config:setup': ({ injectRoute }) => injectRoute(shellRoute),
    'astro:build:start': ({ setPrerenderer }) => {
      setPrerenderer({
        name: 'vesnik-compile',
        setup: () => cp(join(folder, 'client/.prerender'), join(folder, 'server'), { recursive: true }),
        getStaticPaths: async () => [],
        render: async () => new Response(null),
      });
    },
  },
};

await mkdir(work, { recursive: true });
// Astro resolves its packages and puts its work from the working directory, whatever `root` says.
process.chdir(clone);
await build({
  ...configWith(taking, { workFolder: work }),
  configFile: false,
  root: work,
  outDir: join(folder, 'client'),
  logLevel: 'silent',
});
