import { link, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { siteTree } from '#site/site-tree.ts';
import { toldOf } from '#site/told.ts';

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'vesnik-tree-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

async function write(root: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text);
  }
}

/** Every file and folder, a file with its text. */
async function everything(root: string): Promise<Record<string, string>> {
  const found: [string, string][] = [];
  for (const name of (await readdir(root, { recursive: true })).toSorted())
    found.push([name, (await stat(join(root, name))).isFile() ? await readFile(join(root, name), 'utf8') : '/']);
  return Object.fromEntries(found);
}

const names = ['a', 'a/b', 'a/b/c', 'a/d', 'e/f.html', 'e', 'g'];
/** Sites; no file is a folder of another one. */
const site = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...names), fc.constantFrom('one', 'two')), { selector: ([name]) => name })
  .map(files => files.filter(([name]) => !files.some(([other]) => other.startsWith(`${name}/`))));

test('whatever stood there, a swept tree holds what was asked for and nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(site, site, fc.array(fc.constantFrom('write', 'link', 'put')), async (old, next, ways) => {
      const [root, source] = [await emptyFolder(), await emptyFolder()];
      await write(root, Object.fromEntries(old));
      const tree = siteTree(root);
      for (const [at, [file, text]] of next.entries()) {
        const way = ways[at] ?? 'write';
        const from = join(source, String(at));
        await writeFile(from, text);
        if (way === 'write') expect(tree.write(file, text)).toBe(toldOf(join(root, file)));
        else if (way === 'put') tree.put(from, file);
        else expect(tree.link(from, file)).toBe(true);
      }
      tree.sweep();
      const fresh = await emptyFolder();
      await write(fresh, Object.fromEntries(next));
      expect(await everything(root)).toEqual(await everything(fresh));
    }),
    { numRuns: 60 },
  );
});

test('a file that stands there is kept while the disk tells the same of it, and never written into', async () => {
  const [root, readers] = [await emptyFolder(), await emptyFolder()];
  await write(root, { 'a/page.html': 'old', 'a/other.html': 'old' });
  for (const name of ['page.html', 'other.html']) await link(join(root, 'a', name), join(readers, name));
  const told = toldOf(join(root, 'a/page.html')) ?? '';
  const tree = siteTree(root);
  expect(tree.has('a/page.html', `${told}0`)).toBe(false);
  expect(tree.has('a/page.html', told)).toBe(true);
  tree.write('a/other.html', 'new');
  tree.sweep();
  expect(await everything(root)).toEqual({ a: '/', 'a/page.html': 'old', 'a/other.html': 'new' });
  expect(await everything(readers)).toEqual({ 'page.html': 'old', 'other.html': 'old' });
});

test('where a link stands, what it leads to is left alone', async () => {
  const [root, others] = [await emptyFolder(), await emptyFolder()];
  await write(others, { 'page.html': 'of others' });
  await symlink(others, join(root, 'folder'));
  await symlink(join(others, 'page.html'), join(root, 'page.html'));
  await symlink(others, join(root, 'gone'));
  const tree = siteTree(root);
  expect(tree.has('page.html', toldOf(join(others, 'page.html')) ?? '')).toBe(false);
  tree.write('page.html', 'ours');
  tree.write('folder/page.html', 'ours');
  tree.sweep();
  expect(await everything(root)).toEqual({ folder: '/', 'folder/page.html': 'ours', 'page.html': 'ours' });
  expect(await everything(others)).toEqual({ 'page.html': 'of others' });
});

test.skipIf(process.platform !== 'linux')('another disk has no links: link says so, and put copies', async () => {
  const root = await emptyFolder();
  const elsewhere = await mkdtemp('/dev/shm/vesnik-tree-');
  onTestFinished(() => rm(elsewhere, { recursive: true }));
  await write(elsewhere, { picture: 'P' });
  const tree = siteTree(root);
  expect(tree.link(join(elsewhere, 'picture'), 'a/linked')).toBe(false);
  tree.put(join(elsewhere, 'picture'), 'a/put');
  expect(() => tree.put(join(elsewhere, 'nothing'), 'a/nothing')).toThrow('ENOENT');
  tree.sweep();
  expect(await everything(root)).toEqual({ a: '/', 'a/put': 'P' });
});
