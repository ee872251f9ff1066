/** Builds the sample as of the tests' day: `node tests/site/sample-build.ts <folder>`. */
import { buildSite } from '#site/build.ts';
import { clone, testDay } from './built-site.ts';

const [, , outDir = ''] = process.argv;
await buildSite({ root: clone, outDir, now: testDay });
