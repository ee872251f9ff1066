// One build in a process of its own: `node build.js <input> <output>` prints what it cost as a line of JSON.
import { Eleventy } from '@11ty/eleventy';

const [input, output] = process.argv.slice(2);
const eleventy = new Eleventy(input, output, { configPath: 'eleventy.config.js', quietMode: true });
await eleventy.write();
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
console.log(JSON.stringify({ cpuMs: (userCPUTime + systemCPUTime) / 1000, peakMb: maxRSS / 1024 }));
