import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { replaceFolder, restoreFolder } from '#site/folder-swap.ts';

const work = await mkdtemp(join(tmpdir(), 'vesnik-swap-'));
afterAll(() => rm(work, { recursive: true }));
const dist = join(work, 'dist');

async function folder(path: string, word: string): Promise<string> {
  await mkdir(path, { recursive: true });
  await writeFile(join(path, 'word'), word);
  return path;
}

test('the new folder stands where the old one was, and nothing else is left', async () => {
  await folder(dist, 'old');
  await replaceFolder(await folder(join(work, 'built'), 'new'), dist);
  expect(await readFile(join(dist, 'word'), 'utf8')).toBe('new');
  expect((await readdir(work)).sort()).toEqual(['dist']);
});

test('a swap that was killed between its renames is undone: the old pictures are there again', async () => {
  await rename(dist, `${dist}.last`);
  await restoreFolder(dist);
  expect(await readFile(join(dist, 'word'), 'utf8')).toBe('new');
});

test('what was swapped whole stays, whether or not the old one is still about', async () => {
  await folder(`${dist}.last`, 'older');
  await restoreFolder(dist);
  expect(await readFile(join(dist, 'word'), 'utf8')).toBe('new');
  await rm(`${dist}.last`, { recursive: true });
  await restoreFolder(dist);
  expect(await readFile(join(dist, 'word'), 'utf8')).toBe('new');
});
