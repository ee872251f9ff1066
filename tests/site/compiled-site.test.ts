import { randomUUID } from 'node:crypto';
import { glob, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { compiledSite } from '#site/compiled-site.ts';

test('what was compiled is used again, and compiled anew where a file of it is cut short or gone', {
  timeout: 120_000,
}, async () => {
  const code = randomUUID();
  const folder = await compiledSite(code);
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const { ino } = await stat(folder);
  expect(await compiledSite(code)).toBe(folder);
  expect((await stat(folder)).ino).toBe(ino);

  const [chunk = ''] = (await Array.fromAsync(glob('server/chunks/*.mjs', { cwd: folder }))).toSorted();
  const path = join(folder, chunk);
  const whole = await readFile(path);
  await writeFile(path, whole.subarray(0, 50));
  await compiledSite(code);
  expect(await readFile(path)).toEqual(whole);

  await rm(path);
  await compiledSite(code);
  expect(await readFile(path)).toEqual(whole);
});
