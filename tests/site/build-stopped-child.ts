import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { buildSite } from '#site/build.ts';

// A build that is killed right before its n-th change of the disk, or in the middle of it where that is a file to be written; `swap`:
// only renames of the built site and of the list of its pages count. `node build-stopped-child.ts <root> <outDir> <now> any|swap <n>`
const [root = '', outDir = '', now = '', kind = '', killAt = '0'] = process.argv.slice(2);
let changes = 0;

function counts(name: string, given: readonly unknown[]): boolean {
  return kind === 'any' || (name === 'rename' && given.some(path => /dist(?:\.\w+)?$|kept\/pages$/.test(String(path))));
}

for (const [holder, name] of [
  [fs, 'writeFileSync'],
  [fs, 'linkSync'],
  [fs, 'unlinkSync'],
  [fs, 'mkdirSync'],
  [fs.promises, 'rename'],
] as const) {
  const work: unknown = Reflect.get(holder, name);
  if (typeof work !== 'function') throw new TypeError(`no ${name}`);
  Reflect.set(holder, name, (...given: unknown[]): unknown => {
    if (counts(name, given)) changes += 1;
    if (changes === Number(killAt)) {
      const [file, bytes] = given;
      if (name === 'writeFileSync' && typeof file === 'string')
        fs.appendFileSync(file, Buffer.from(String(bytes)).subarray(0, 100));
      process.kill(process.pid, 'SIGKILL');
    }
    return Reflect.apply(work, holder, given);
  });
}
syncBuiltinESMExports();
await buildSite({ root, outDir, now: new Date(now) });
