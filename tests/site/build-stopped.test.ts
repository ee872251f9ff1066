import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { buildSite } from '#site/build.ts';
import { differing, filesOf } from './site-files.ts';
import { commentary, type SmallNewsletter, smallNewsletter } from './small-newsletter.ts';

const when = '2024-05-01T12:00:00Z';
const now = new Date(when);
const plain = new URL('./build-child.ts', import.meta.url);
const stopped = new URL('./build-stopped-child.ts', import.meta.url);

let newsletter: SmallNewsletter;
let folder: string;
let dist: string;
let edits = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vesnik-stopped-'));
  dist = join(folder, 'dist');
  newsletter = await smallNewsletter();
  const settings = await readFile(join(newsletter.root, 'content/newsletter.yaml'), 'utf8');
  await newsletter.write('newsletter.yaml', settings.replace(/picks:\n(?: {2}- .*\n)+/, 'picks: []\n'));
  await edit();
  await build(plain);
});
afterAll(async () => {
  await newsletter.remove();
  await rm(folder, { recursive: true });
});

/** Another headline and text, with a name of its own in every address. */
async function edit(): Promise<void> {
  edits += 1;
  const text = commentary({ title: `Edition ${edits}`, body: `Text ${edits}.` });
  await newsletter.write('issues/2024-04-15/first.en.mdx', text);
  await newsletter.write(`issues/2024-04-15/piece-${edits}.en.mdx`, text);
  await rm(join(newsletter.root, `content/issues/2024-04-15/piece-${edits - 1}.en.mdx`), { force: true });
}

/** Throws where the build fails or is killed. */
async function build(child: URL, ...more: readonly string[]): Promise<void> {
  const { VITEST: _, NODE_ENV: __, ...env } = process.env;
  const program = fileURLToPath(child);
  await promisify(execFile)(process.execPath, [program, newsletter.root, dist, when, ...more], {
    env,
  });
}

async function freshSite(): Promise<Map<string, string>> {
  const fresh = await mkdtemp(join(folder, 'fresh-'));
  onTestFinished(() => rm(fresh, { recursive: true }));
  await cp(newsletter.root, fresh, { recursive: true });
  await buildSite({ root: fresh, outDir: join(fresh, 'dist'), now });
  return filesOf(join(fresh, 'dist'));
}

// Two renames look whether a swap is to be undone, four swap, and one puts the list of pages there.
test.each([
  ['any', 60],
  ['any', 110],
  ['swap', 4],
  ['swap', 5],
  ['swap', 6],
  ['swap', 7],
])(
  'a build that is killed (%s change of the disk, number %i) leaves a whole site, and the next makes what a first one makes',
  async (kind, at) => {
    const before = await filesOf(dist);
    await edit();
    await expect(build(stopped, kind, String(at))).rejects.toMatchObject({ signal: 'SIGKILL' });
    const standing = await filesOf(existsSync(dist) ? dist : `${dist}.last`);
    await buildSite({ root: newsletter.root, outDir: dist, now });
    const after = await filesOf(dist);
    expect(differing(after, await freshSite())).toEqual([]);
    expect([differing(standing, before).length, differing(standing, after).length]).toContain(0);
    expect((await readdir(folder)).filter(name => name.startsWith('dist'))).toEqual(['dist']);
  },
);

test('two builds at once to one place both succeed, and what stands there is what a first build makes', {
  timeout: 120_000,
}, async () => {
  await edit();
  await Promise.all([build(plain), build(plain)]);
  const fresh = await freshSite();
  expect(differing(await filesOf(dist), fresh)).toEqual([]);
  expect((await readdir(folder)).filter(name => name.startsWith('dist'))).toEqual(['dist']);
  await buildSite({ root: newsletter.root, outDir: dist, now });
  expect(differing(await filesOf(dist), fresh)).toEqual([]);
});
