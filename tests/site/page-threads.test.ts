import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openLibrary } from '#content/library.ts';
import { buildSite } from '#site/build.ts';
import { keptIssues } from '#site/kept-issues.ts';
import { openParcel, parcelOf } from '#site/library-parcel.ts';
import { makeTogether } from '#site/make-pages.ts';
import type { PagesMade } from '#site/page-threads.ts';
import { noneTaken, shareOf } from '#site/shares.ts';
import { siteTree } from '#site/site-tree.ts';
import { keptWorkFolder } from '#site/work-folder.ts';
import { writeArchive } from '../../seeds/archive.ts';
import { differing, filesOf } from './site-files.ts';

const now = new Date('2026-01-01T00:00:00Z');

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'vesnik-threads-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/** The very same newsletter in each folder. */
async function archives(...roots: readonly string[]): Promise<void> {
  const [first = '', ...others] = roots;
  await writeArchive(first, { issues: 6, perIssue: 2, languages: ['en', 'be', 'ru'], pictures: 5, seed: 3 });
  for (const root of others) await cp(first, root, { recursive: true });
  onTestFinished(async () => {
    for (const root of roots) await rm(keptWorkFolder(root), { recursive: true, force: true });
  });
}

test('a site that threads made a part of is the same to the last byte, also for the next build', async () => {
  const folder = await emptyFolder();
  const [alone, helped] = [join(folder, 'alone'), join(folder, 'helped')];
  await archives(alone, helped);
  const build = (root: string, threads: number) =>
    buildSite({ root, outDir: `${root}-site`, now, threadsFor: () => threads });
  const { pages } = await build(alone, 0);
  expect(await build(helped, 2)).toMatchObject({ pages });
  expect(differing(await filesOf(`${alone}-site`), await filesOf(`${helped}-site`))).toEqual([]);
  const changed = 'content/issues/2024-12-23/piece-1.be.mdx';
  for (const root of [alone, helped]) {
    await writeFile(join(root, changed), `${await readFile(join(root, changed), 'utf8')}\nЯшчэ адзін абзац.\n`);
    await build(root, 2);
  }
  expect(differing(await filesOf(`${alone}-site`), await filesOf(`${helped}-site`))).toEqual([]);
});

test('a library that was sent to a thread says the same, with the texts that are kept and those that are not', async () => {
  const folder = await emptyFolder();
  const [root, kept] = [join(folder, 'archive'), join(folder, 'kept')];
  await archives(root);
  const memory = await keptIssues(kept, 'code', () => 0);
  const { library } = await openLibrary({ root, now, drafts: false, memory });
  await memory.done();
  if (library === undefined) throw new Error('the archive cannot be read');
  const parcel = structuredClone(parcelOf(library, memory.placeOf));
  const texts = library.issues.flatMap(({ words, commentaries }) => [
    ...Object.values(words),
    ...commentaries.flatMap(({ versions }) => Object.values(versions)),
  ]);
  expect(parcel.kept.size).toBe(texts.length);
  expect(openParcel(parcel, kept)).toEqual(library);
  const whole = structuredClone(parcelOf(library, () => undefined));
  expect(whole.kept.size).toBe(0);
  expect(JSON.stringify(openParcel(whole, kept).issues)).toBe(JSON.stringify(library.issues));
});

/** Pages `0/index.html` …; each tells who made it. */
function pagesOf(count: number, maker: string) {
  return Array.from({ length: count }, (_, at) => ({
    file: `${at}/index.html`,
    key: () => `key ${at}`,
    render: async () => Buffer.from(`${maker} ${at}`),
  }));
}

test('what a thread had taken when it broke off is made by whoever asked, over what it had written', async () => {
  const folder = await emptyFolder();
  const taken = noneTaken();
  const tree = siteTree(folder);
  const broken = shareOf(pagesOf(40, 'broken'), taken);
  const made = await makeTogether(pagesOf(40, 'whole'), {
    ...{ tree, taken, take: () => undefined, add: () => {} },
    threads: {
      begin: () => {
        const other = siteTree(folder);
        for (const { file } of [...broken].slice(0, 3)) other.write(file, 'half');
      },
      made: async () => [],
      close: async () => {},
    },
  });
  expect(made.files).toHaveLength(40);
  expect([...made.kept.keys()].toSorted()).toEqual(made.files.toSorted());
  for (let at = 0; at < 40; at += 1)
    expect(await readFile(join(folder, `${at}/index.html`), 'utf8')).toBe(`whole ${at}`);
});

test('what threads wrote stays when the tree is swept, and what stood in their way is gone', async () => {
  const folder = await emptyFolder();
  await writeFile(join(folder, '0'), 'was a file');
  await writeFile(join(folder, 'old.html'), 'nobody asked');
  const taken = noneTaken();
  const tree = siteTree(folder);
  const told: PagesMade = {
    pressed: { files: ['0/index.html'], kept: new Map(), pictures: [] },
    drawn: new Map([['key', { pack: 'p', start: 0, length: 1 }]]),
  };
  const drawn: string[] = [];
  await makeTogether(pagesOf(1, 'here'), {
    ...{ tree, taken, take: () => undefined },
    add: places => drawn.push(...places.keys()),
    threads: {
      begin: () => {
        for (const { file } of shareOf(pagesOf(1, 'there'), taken)) siteTree(folder).write(file, 'there');
      },
      made: async () => [told],
      close: async () => {},
    },
  });
  tree.sweep();
  expect(await readFile(join(folder, '0/index.html'), 'utf8')).toBe('there');
  await expect(readFile(join(folder, 'old.html'))).rejects.toThrow('ENOENT');
  expect(drawn).toEqual(['key']);
});
