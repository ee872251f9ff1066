import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { replaceFolder, restoreFolder } from '#site/folder-swap.ts';

const work = await mkdtemp(join(tmpdir(), 'vesnik-swap-'));
afterAll(() => rm(work, { recursive: true }));
const dist = join(work, 'dist');

async function folder(path: string, word: string): Promise<string> {
  await mkdir(path, { recursive: true });
  await writeFile(join(path, 'word'), word);
  return path;
}

test('the new folder stands where the old one was, the old one where the new one was, and nothing else is left', async () => {
  await replaceFolder(await folder(join(work, 'built'), 'old'), dist);
  expect((await readdir(work)).sort()).toEqual(['dist']);
  await replaceFolder(await folder(join(work, 'built'), 'new'), dist);
  expect(await readFile(join(dist, 'word'), 'utf8')).toBe('new');
  expect(await readFile(join(work, 'built/word'), 'utf8')).toBe('old');
  expect((await readdir(work)).sort()).toEqual(['built', 'dist']);
});

test.skipIf(!existsSync('/dev/shm'))('from another disk the new folder is copied, and stays there', async () => {
  const elsewhere = await mkdtemp('/dev/shm/vesnik-swap-');
  onTestFinished(() => rm(elsewhere, { recursive: true }));
  await replaceFolder(await folder(join(elsewhere, 'built'), 'new'), dist);
  expect(await readFile(join(dist, 'word'), 'utf8')).toBe('new');
  expect(await readFile(join(elsewhere, 'built/word'), 'utf8')).toBe('new');
  expect((await readdir(work)).sort()).toEqual(['built', 'dist']);
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
