import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { keptPages } from '#site/kept-pages.ts';
import { siteTree } from '#site/site-tree.ts';
import { toldOf } from '#site/told.ts';
import { differing, filesOf } from './site-files.ts';
import { commentary, type SmallNewsletter, smallNewsletter } from './small-newsletter.ts';

let newsletter: SmallNewsletter;
let folder: string;
const issue = 'issues/2024-04-15';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vesnik-kept-'));
  newsletter = await smallNewsletter();
  await newsletter.write(`${issue}/field.jpg`, await square('#357'));
  await newsletter.write(
    `${issue}/shown.en.mdx`,
    commentary({
      title: 'With pictures',
      more: ['author: [foreign-desk]', 'cover: { src: ./field.jpg, alt: A field }'],
      body: '<Figure src="./field.jpg" alt="A field" />\n\nText.',
    }),
  );
  // Its text stays the same while what it names does not.
  await newsletter.write(
    `${issue}-special/names.en.mdx`,
    commentary({
      title: 'Names others',
      body: '<ReadMore to="2024-04-15/first" />\n\n<Story title="Told" topic="sanctions">\n\nText.\n\n</Story>',
    }),
  );
  await edit('newsletter.yaml', settings => settings.replace(/picks:\n(?: {2}- .*\n)+/, 'picks: []\n'));
  await build(newsletter.root, join(folder, 'dist'));
});
afterAll(async () => {
  await newsletter.remove();
  await rm(folder, { recursive: true });
});

function square(background: string): Promise<Buffer> {
  return sharp({ create: { width: 800, height: 450, channels: 3, background } })
    .jpeg()
    .toBuffer();
}

async function edit(file: string, change: (text: string) => string): Promise<void> {
  const text = await readFile(join(newsletter.root, 'content', file), 'utf8');
  expect(change(text)).not.toBe(text);
  await newsletter.write(file, change(text));
}

async function build(root: string, outDir: string): Promise<void> {
  const { VITEST: _, NODE_ENV: __, ...env } = process.env;
  const child = fileURLToPath(new URL('./build-child.ts', import.meta.url));
  await promisify(execFile)(process.execPath, [child, root, outDir, '2024-05-01T12:00:00Z'], { env });
}

test('when a text and a picture are changed, a build on top of the one before is the site that a first build makes', {
  timeout: 120_000,
}, async () => {
  await newsletter.write(`${issue}/first.en.mdx`, commentary({ title: 'A new headline', body: 'Other words.' }));
  await newsletter.write(`${issue}/field.jpg`, await square('#753'));
  await build(newsletter.root, join(folder, 'dist'));
  const other = join(folder, 'other');
  onTestFinished(() => rm(other, { recursive: true }));
  await cp(newsletter.root, other, { recursive: true });
  await build(other, join(other, 'dist'));
  expect(differing(await filesOf(join(folder, 'dist')), await filesOf(join(other, 'dist')))).toEqual([]);
});

test('a page that somebody changed, deleted or put another in place of is made again', {
  timeout: 120_000,
}, async () => {
  const dist = join(folder, 'dist');
  await build(newsletter.root, dist);
  const before = await filesOf(dist);
  await writeFile(join(dist, 'en/2024-04-15/first/index.html'), 'changed');
  await rm(join(dist, 'en/2024-04-15/shown/index.html'));
  const other = join(dist, 'en/2024-04-15/index.html');
  await writeFile(`${other}.new`, before.get('be/2024-04-15/index.html') ?? '', 'base64');
  await rename(`${other}.new`, other);
  await writeFile(join(dist, 'stray.html'), 'nobody’s');
  await build(newsletter.root, dist);
  expect(await filesOf(dist)).toEqual(before);
});

test('a build to another place makes the same site', { timeout: 120_000 }, async () => {
  await build(newsletter.root, join(folder, 'dist'));
  await build(newsletter.root, join(folder, 'elsewhere'));
  expect(await filesOf(join(folder, 'elsewhere'))).toEqual(await filesOf(join(folder, 'dist')));
});

test('pages are taken as they are while nothing changes, and with other code none is', async () => {
  const work = await mkdtemp(join(folder, 'work-'));
  const [old, next, list] = [join(work, 'old'), join(work, 'next'), join(work, 'list')];
  await mkdir(old);
  await writeFile(join(old, 'a.html'), 'A');
  const page = { key: 'of a', told: toldOf(join(old, 'a.html')) ?? '', pictures: [] };
  await (await keptPages(list, old, 'code')).done(new Map([['a.html', page]]));

  const tree = siteTree(next);
  expect((await keptPages(list, old, 'other code')).take('a.html', 'of a', tree)).toBeUndefined();
  const { take } = await keptPages(list, old, 'code');
  expect(take('a.html', 'of b', tree)).toBeUndefined();
  expect(take('b.html', 'of a', tree)).toBeUndefined();
  expect(await readdir(next)).toEqual([]);
  expect(take('a.html', 'of a', tree)).toEqual(page);
  expect((await stat(join(next, 'a.html'))).ino).toBe((await stat(join(old, 'a.html'))).ino);
});
