import { join } from 'node:path';
import { build } from 'astro';
import { clone, siteConfig } from '#site/config.ts';

// The site as Astro alone builds it: `node astro-build.ts <root> <outDir> <now> <workFolder>`, the last one inside the clone.
const [contentRoot = '', outDir = '', now = '', workFolder = ''] = process.argv.slice(2);
process.chdir(clone);
await build({
  ...siteConfig({ contentRoot, workFolder, now: new Date(now) }),
  configFile: false,
  root: join(workFolder, 'root'),
  outDir,
  logLevel: 'error',
});
