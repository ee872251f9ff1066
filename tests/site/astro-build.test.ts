import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { buildSite } from '#site/build.ts';
import { clone } from './built-site.ts';
import { differing, filesOf } from './site-files.ts';
import { commentary, smallNewsletter } from './small-newsletter.ts';

const when = '2024-05-01T12:00:00Z';

test('a build makes the bytes that Astro itself makes of the same pages', { timeout: 240_000 }, async () => {
  const { root, write, remove } = await smallNewsletter();
  onTestFinished(remove);
  const settings = await readFile(join(root, 'content/newsletter.yaml'), 'utf8');
  await write('newsletter.yaml', settings.replace(/picks:\n(?: {2}- .*\n)+/, 'picks: []\n'));
  await cp(join(clone, 'content/authors/foreign-desk.jpg'), join(root, 'content/issues/2024-04-15/desk.jpg'));
  await write(
    'issues/2024-04-15/shown.en.mdx',
    commentary({
      title: 'With a picture',
      more: ['author: [foreign-desk]', 'cover: { src: ./desk.jpg, alt: A desk }', 'aliases: [2024-04-15/former]'],
      body: '<Figure src="./desk.jpg" alt="A desk" />\n\n<ReadMore to="2024-04-15/first" />\n\n## A heading\n\nText.[^1]\n\n[^1]: A note.',
    }),
  );
  await mkdir(join(clone, '.cache'), { recursive: true });
  const work = await mkdtemp(join(clone, '.cache/astro-build-'));
  onTestFinished(() => rm(work, { recursive: true }));
  const [astros, ours] = [join(work, 'astros'), join(work, 'ours')];
  const program = fileURLToPath(new URL('./astro-build.ts', import.meta.url));
  const { VITEST: _, NODE_ENV: __, DEV: ___, PROD: ____, MODE: _____, ...env } = process.env;
  await mkdir(join(work, 'root'));
  await promisify(execFile)(process.execPath, [program, root, astros, when, work], { env });
  await buildSite({ root, outDir: ours, now: new Date(when) });
  const [plain, made] = [await filesOf(astros), await filesOf(ours)];
  expect(made.size).toBeGreaterThan(40);
  expect(differing(made, plain)).toEqual([]);
});
