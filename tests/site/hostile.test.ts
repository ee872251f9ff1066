import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { drawableWords } from '#site/share/characters.ts';
import { type BuiltSite, builtSite, values } from './built-site.ts';
import { checkDist } from './dist-check.ts';
import { commentary, type SmallNewsletter, smallNewsletter } from './small-newsletter.ts';

// Words of the newsletter that try to be more than words (attacks.md 16, 19, 20, 21), built and then read in every place.

const hostile = '{{secret}}<img src=x onerror=alert(1)>]]></title></script><script>alert(1)</script>"\'&amp;';
/** What is left of it where control characters and invisible ones go. */
const shown = hostile;
const turned = `${hostile}\u202eevil\u202c\u200bhidden\ufeff\u2066`;

let newsletter: SmallNewsletter;
let site: BuiltSite;

beforeAll(async () => {
  newsletter = await smallNewsletter();
  const { root, write } = newsletter;
  const words = { en: hostile, be: hostile, ru: hostile };
  const read = async (file: string) => parse(await readFile(join(root, 'content', file), 'utf8'));
  const settings = await read('newsletter.yaml');
  settings.name = { en: `Name ${hostile}`, be: `Назва ${hostile}`, ru: `Имя ${hostile}` };
  settings.tagline = words;
  settings.promise = words;
  settings.safetyNotice = words;
  settings.notice = { text: words };
  settings.picks = [];
  await write('newsletter.yaml', stringify(settings, { aliasDuplicateObjects: false }));
  const topics = await read('topics.yaml');
  topics.sanctions = { name: words, measure: words };
  await write('topics.yaml', stringify(topics, { aliasDuplicateObjects: false }));
  const authors = await read('authors.yaml');
  authors['foreign-desk'] = { ...authors['foreign-desk'], name: words, role: words, biography: words };
  await write('authors.yaml', stringify(authors, { aliasDuplicateObjects: false }));
  for (const language of ['en', 'be'])
    await write(
      `issues/2024-04-15/first.${language}.mdx`,
      commentary({
        title: hostile,
        more: [
          ...(language === 'be' ? ['original: en'] : []),
          'author: foreign-desk',
          'trend: mixed',
          `points: ${JSON.stringify([hostile, hostile])}`,
          `corrections: [{ date: 2024-04-25, text: ${JSON.stringify(hostile)} }]`,
        ],
        body: `Text ]]> and \\{\\{secret\\}\\} and \\<script>alert(1)\\</script>.\n\n<Callout kind="note" title="]]&gt;&lt;script&gt;">\nInside.\n</Callout>`,
      }),
    );
  await write(
    'issues/2024-04-15/gone.en.mdx',
    commentary({ title: 'Gone', more: [`withdrawn: ${JSON.stringify(hostile)}`], body: 'Text that went.' }),
  );
  site = await builtSite({ root, now: new Date('2024-05-01T12:00:00Z') });
});
afterAll(async () => {
  await site?.remove();
  await newsletter?.remove();
});

test('nothing of it runs, dresses, fetches or breaks out of its place on any page', async () => {
  expect(await checkDist({ dist: site.dist, ...site.library.newsletter })).toEqual([]);
  for (const page of site.pages) {
    expect(
      values(page, 'script', 'type').filter(type => type !== 'application/ld+json'),
      page.path,
    ).toEqual(page.path.endsWith('/search/') ? ['module'] : []);
    expect(values(page, '[onerror]', 'onerror'), page.path).toEqual([]);
    expect(
      values(page, 'img', 'src').filter(src => src === 'x'),
      page.path,
    ).toEqual([]);
  }
});

test('words of a data block come back as they were written', () => {
  const { html } = site.page('/en/2024-04-15/first/');
  const [, block = '', ...more] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html) ?? [];
  expect(more).toEqual([]);
  const graph = z.object({ '@graph': z.array(z.record(z.string(), z.unknown())) }).parse(JSON.parse(block))['@graph'];
  expect(graph[0]).toMatchObject({ '@type': 'NewsArticle', headline: shown, articleSection: shown });
  expect(graph[0]?.correction).toMatchObject([{ text: shown }]);
});

const feed = z.object({
  title: z.string(),
  items: z.array(
    z.object({
      title: z.string(),
      content_html: z.string(),
      authors: z.array(z.object({ name: z.string() })).optional(),
    }),
  ),
});

test('feeds hold it as words', async () => {
  const json = feed.parse(JSON.parse(await site.text('en/feed.json')));
  expect(json.title).toBe(`Name ${shown}`);
  expect(json.items.map(({ title }) => title)).toContain(shown);
  for (const { content_html } of json.items) {
    expect(content_html).not.toMatch(/<script|<img src=x|onerror=alert\(1\)>[^<]*<img/i);
    expect(content_html).not.toContain('Text that went.');
  }
  for (const file of ['en/feed.xml', 'be/feed.xml', 'en/topics/sanctions/feed.xml']) {
    const xml = await site.text(file);
    expect(xml, file).not.toMatch(/<script|<img|<!\[CDATA|\]\]>/);
    expect(xml, file).toContain('{{secret}}&lt;img src=x onerror=alert(1)&gt;]]&gt;');
  }
  expect(await site.text('en/feed.xml')).toContain('&lt;p&gt;');
});

test('a share picture has the words that can be drawn, and its name says nothing', () => {
  expect(drawableWords(turned)).toBe(`${hostile}evilhidden`);
  expect(drawableWords('日本 і ў\u0301 ё’')).toBe('і ў ё’');
  for (const file of site.files.filter(each => each.startsWith('share/')))
    expect(file).toMatch(/^share\/[\da-f]{20}\.png$/);
  const [picture = ''] = values(site.page('/en/2024-04-15/first/'), 'meta[property="og:image"]', 'content');
  expect(site.files).toContain(new URL(picture).pathname.slice(1));
});
