import { buildSite } from '#site/build.ts';

// A build as the command line makes it: the only one of its process. `node build-child.ts <root> <outDir> <now>`
const [root = '', outDir = '', now = ''] = process.argv.slice(2);
await buildSite({ root, outDir, now: new Date(now) });
