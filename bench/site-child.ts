/** One build of a site in a process of its own: `node bench/site-child.ts <root> <outDir>` prints what it cost as a line of JSON. */
import { buildSite } from '#site/build.ts';

const [root = '', outDir = ''] = process.argv.slice(2);
const { pages } = await buildSite({ root, outDir, now: new Date('2026-01-01T00:00:00Z') });
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
console.log(JSON.stringify({ pages, cpuMs: (userCPUTime + systemCPUTime) / 1000, peakMb: maxRSS / 1024 }));
