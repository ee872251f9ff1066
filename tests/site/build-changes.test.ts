import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { buildSite } from '#site/build.ts';
import { differing, filesOf } from './site-files.ts';
import { commentary, type SmallNewsletter, smallNewsletter } from './small-newsletter.ts';

const now = new Date('2024-05-01T12:00:00Z');
const first = 'issues/2024-04-15/first.en.mdx';
const next = 'issues/2024-04-22';

let newsletter: SmallNewsletter;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vesnik-changes-'));
  newsletter = await smallNewsletter();
  await edit('newsletter.yaml', text => text.replace(/picks:\n(?: {2}- .*\n)+/, 'picks: []\n'));
  await newsletter.write(
    'issues/2024-04-15/second.en.mdx',
    commentary({
      title: 'Leads to the first',
      more: ['author: [foreign-desk]'],
      body: '<ReadMore to="2024-04-15/first" />',
    }),
  );
  await buildSite({ root: newsletter.root, outDir: join(folder, 'dist'), now });
});
afterAll(async () => {
  await newsletter.remove();
  await rm(folder, { recursive: true });
});

async function edit(file: string, change: (text: string) => string): Promise<void> {
  const text = await readFile(join(newsletter.root, 'content', file), 'utf8');
  expect(change(text)).not.toBe(text);
  await newsletter.write(file, change(text));
}

/** Each is one change on top of those before; a second build without any is the last one but one. */
const changes: readonly (readonly [string, () => Promise<unknown>])[] = [
  ['a text', () => edit(first, text => text.replace('A body.', 'Another body.'))],
  ['a headline', () => edit(first, text => text.replace('The first piece', 'Was first'))],
  ['a trend', () => edit(first, text => text.replace('topic: sanctions', 'topic: sanctions\ntrend: improved'))],
  ['an author', () => edit('authors.yaml', text => text.replace('Foreign Policy Desk', 'Desk of the World'))],
  ['an author is hidden', () => edit('authors.yaml', text => text.replace('foreign-desk:', '$&\n  hidden: true'))],
  ['a topic', () => edit('topics.yaml', text => text.replace('en: Sanctions', 'en: Penalties'))],
  [
    'a word of newsletter.yaml',
    () => edit('newsletter.yaml', text => text.replace('a sample newsletter', 'no sample')),
  ],
  [
    'a new issue',
    () =>
      newsletter.write(
        `${next}/new.en.mdx`,
        commentary({ title: 'New' }).replace('2024-04-15/2024-04-21', '2024-04-22/2024-04-28'),
      ),
  ],
  ['an issue has a letter', () => newsletter.write(`${next}/issue.en.mdx`, '---\ntitle: Ours\n---\n\nDear readers\n')],
  ['a piece is withdrawn', () => edit(first, text => text.replace('topic:', 'withdrawn: It was wrong.\ntopic:'))],
  ['an issue is gone', () => rm(join(newsletter.root, 'content', next), { recursive: true })],
  ['nothing', async () => {}],
  [
    'somebody wrote into pages, put files where folders were and folders where files were',
    async () => {
      const dist = join(folder, 'dist');
      await writeFile(join(dist, 'en/index.html'), 'theirs');
      await rm(join(dist, 'en/2024-04-15/first'), { recursive: true });
      await writeFile(join(dist, 'en/2024-04-15/first'), 'a file');
      await rm(join(dist, 'robots.txt'));
      await cp(join(dist, 'be'), join(dist, 'robots.txt'), { recursive: true });
    },
  ],
];

test.each(changes)('after a change (%s) a build makes the site that a first build makes', async (_, change) => {
  await change();
  const fresh = await mkdtemp(join(folder, 'fresh-'));
  onTestFinished(() => rm(fresh, { recursive: true }));
  await cp(newsletter.root, fresh, { recursive: true });
  await buildSite({ root: newsletter.root, outDir: join(folder, 'dist'), now });
  await buildSite({ root: fresh, outDir: join(fresh, 'dist'), now });
  expect(differing(await filesOf(join(folder, 'dist')), await filesOf(join(fresh, 'dist')))).toEqual([]);
});
