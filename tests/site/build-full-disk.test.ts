import { execFile, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keptWorkFolder } from '#site/work-folder.ts';
import { commentary, type SmallNewsletter, smallNewsletter } from './small-newsletter.ts';

const builder = fileURLToPath(new URL('./build-child.ts', import.meta.url));

// A disk of one's own, seen by these processes only: for what a build keeps, or for the site itself. It is full, then it grows.
const script = `
set -e
mount -t tmpfs -o size=100m tmpfs "$DISK"
build() { code=0; "$NODE" "$BUILDER" "$ROOT" "$DIST" 2024-05-01T00:00:00Z 2>"$FOLDER/errors" || code=$?; echo "ended with $code"; grep -o -m 1 "no space left" "$FOLDER/errors" || true; }
build
cp -r "$DIST" "$FOLDER/before"
dd if=/dev/zero of="$DISK/filler" bs=4096 2>/dev/null || true
echo "A new paragraph." >>"$PIECE"
build
diff -rq "$DIST" "$FOLDER/before" >&2 && echo "the old site is whole"
ls -d "$DIST"*
rm "$DISK/filler"
build
grep -o -m 1 "A new paragraph" "$DIST/en/2024-04-15/first/index.html"
`;

// Only Linux has disks of one's own, and not for everybody.
const mayMount = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;

let folder: string;
let newsletter: SmallNewsletter;
beforeAll(async () => {
  newsletter = await smallNewsletter();
  const settings = await readFile(join(newsletter.root, 'content/newsletter.yaml'), 'utf8');
  await newsletter.write('newsletter.yaml', settings.replace(/picks:\n(?: {2}- .*\n)+/, 'picks: []\n'));
  folder = await mkdtemp(join(tmpdir(), 'vesnik-full-disk-'));
});
afterAll(async () => {
  await newsletter.remove();
  await rm(folder, { recursive: true, force: true });
});

test.skipIf(!mayMount).each(['the site', 'what builds keep'])(
  'where the disk of %s is full, a build ends with an error and the old site stands whole; with room the next one succeeds',
  { timeout: 120_000 },
  async whose => {
    const { root, write } = newsletter;
    const piece = 'issues/2024-04-15/first.en.mdx';
    await write(piece, commentary({ title: 'The first piece' }));
    const work = await mkdtemp(join(folder, 'case-'));
    const disk = whose === 'the site' ? join(work, 'disk') : keptWorkFolder(root);
    await mkdir(disk, { recursive: true });
    const dist = join(whose === 'the site' ? disk : work, 'dist');
    const { VITEST: _, NODE_ENV: __, ...env } = process.env;
    const { stdout, stderr } = await promisify(execFile)('unshare', ['-rm', 'sh', '-c', script], {
      env: {
        ...env,
        DISK: disk,
        DIST: dist,
        FOLDER: work,
        ROOT: root,
        PIECE: join(root, 'content', piece),
        NODE: process.execPath,
        BUILDER: builder,
      },
    });
    expect(stdout.split('\n'), stderr).toEqual([
      'ended with 0',
      'ended with 1',
      'no space left',
      'the old site is whole',
      dist,
      'ended with 0',
      'A new paragraph',
      '',
    ]);
  },
);
