import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type BuiltSite, builtSite, clone } from './built-site.ts';
import { commentary, type SmallNewsletter, smallNewsletter } from './small-newsletter.ts';

let newsletter: SmallNewsletter;
let site: BuiltSite;

beforeAll(async () => {
  newsletter = await smallNewsletter();
  const { root, write } = newsletter;
  const settings = await readFile(join(root, 'content/newsletter.yaml'), 'utf8');
  await write('newsletter.yaml', settings.replace(/picks:\n(?: {2}- .*\n)+/, 'picks: []\n'));
  const folder = 'issues/2024-04-15';
  await write(`${folder}/voice.mp3`, await taggedSound());
  const interview = '<Audio src="./voice.mp3" title="An interview" made="human" />';
  await write(
    `${folder}/spoken.en.mdx`,
    commentary({
      title: 'Spoken',
      more: [
        'author: [foreign-desk, night-desk]',
        'audio: { src: ./voice.mp3, title: Read aloud, made: human }',
        'points: [One point, Another point]',
        'corrections: [{ date: 2024-04-22, text: On the day. }, { date: 2024-04-25, text: It was ten. }]',
      ],
      body: `See [the other](/en/2024-04-15/first/) and a note.[^1]\n\n${interview}\n\n[^1]: The note.`,
    }),
  );
  await write(
    `${folder}/gone.en.mdx`,
    commentary({
      title: 'Gone',
      more: ['withdrawn: It was wrong.', 'audio: { src: ./voice.mp3, title: Read aloud, made: human }'],
      body: 'Went.',
    }),
  );
  await write(
    `${folder}/other.en.mdx`,
    commentary({
      title: 'Elsewhere',
      body: `<Story title="A story" trend="worsened">\n\nText.\n\n</Story>\n\n${interview}`,
    }).replace('topic: sanctions', 'topic: armenia'),
  );
  site = await builtSite({ root, now: new Date('2024-05-01T12:00:00Z') });
});
afterAll(async () => {
  await site?.remove();
  await newsletter?.remove();
});

/** The sample's sound with a tag in front. */
async function taggedSound(): Promise<Buffer> {
  const head = Buffer.from('ID3\u0004\0\0\0\0\0\u000cSecretReader', 'latin1');
  return Buffer.concat([head, await readFile(join(clone, 'content/issues/2024-08-05/sanctions.en.mp3'))]);
}

// jsonfeed.org/version/1.1, as far as we use it; unknown keys are faults.
const author = z.strictObject({ name: z.string().min(1), url: z.url() });
const attachment = z.strictObject({
  url: z.url(),
  mime_type: z.literal('audio/mpeg'),
  title: z.string(),
  size_in_bytes: z.number(),
  duration_in_seconds: z.number(),
});
const item = z.strictObject({
  id: z.url(),
  url: z.url(),
  title: z.string().min(1),
  summary: z.string(),
  content_html: z.string().min(1),
  image: z.url(),
  language: z.string(),
  date_published: z.iso.datetime(),
  date_modified: z.iso.datetime(),
  authors: z.array(author).min(1).optional(),
  tags: z.array(z.string()).optional(),
  attachments: z.array(attachment).min(1).optional(),
});
const feed = z.strictObject({
  version: z.literal('https://jsonfeed.org/version/1.1'),
  title: z.string(),
  home_page_url: z.url(),
  feed_url: z.url(),
  description: z.string(),
  language: z.string(),
  icon: z.url(),
  authors: z.array(author).length(1),
  items: z.array(item),
});

const jsonOf = async (language: string) => feed.parse(JSON.parse(await site.text(`${language}/feed.json`)));
const itemsOf = (xml: string) => [...xml.matchAll(/<item>.*?<\/item>/gs)].map(([each]) => each);

test('the JSON Feed keeps to its version and names itself', async () => {
  const found = await jsonOf('en');
  expect(found.feed_url).toBe('https://vesnik.example.org/en/feed.json');
  expect(found.items.map(({ title }) => title).toSorted()).toEqual(['Elsewhere', 'Gone', 'Spoken', 'The first piece']);
  expect((await jsonOf('ru')).items).toEqual([]);
});

test('a sound is an enclosure with the length of the file that is given out', async () => {
  const spoken = (await jsonOf('en')).items.find(({ title }) => title === 'Spoken');
  const [sound] = spoken?.attachments ?? [];
  const file = new URL(sound?.url ?? '').pathname.slice(1);
  const { size } = await stat(join(site.dist, file));
  expect(sound).toMatchObject({ size_in_bytes: size, duration_in_seconds: 38 });
  // The file of the newsletter is longer: it has a tag.
  expect((await stat(join(newsletter.root, 'content/issues/2024-04-15/voice.mp3'))).size).toBeGreaterThan(size);
  const xml = await site.text('en/feed.xml');
  expect(xml).toContain(
    `<enclosure url="${sound?.url}" length="${size}" type="audio/mpeg"/><itunes:duration>0:38</itunes:duration>`,
  );
});

test('a sound in the text is the enclosure where there is none beside it, else an attachment more and a link', async () => {
  const { items } = await jsonOf('en');
  const titles = (of: string) =>
    items
      .find(({ title }) => title === of)
      ?.attachments?.map(({ title: each, duration_in_seconds: seconds }) => [each, seconds]);
  expect(titles('Spoken')).toEqual([
    ['Read aloud', 38],
    ['An interview', 38],
  ]);
  expect(titles('Elsewhere')).toEqual([['An interview', 38]]);
  const found = itemsOf(await site.text('en/feed.xml'));
  const enclosures = found.map(each => [
    /<title>(.*?)<\/title>/.exec(each)?.[1],
    each.match(/<enclosure /g)?.length ?? 0,
  ]);
  expect(Object.fromEntries(enclosures)).toEqual({ Elsewhere: 1, Gone: 0, Spoken: 1, 'The first piece': 0 });
  expect(found.find(each => each.includes('<title>Spoken'))).toMatch(/&lt;a href=&quot;[^&]+\.mp3&quot;/);
});

test('the sign of a trend is a character in a feed, for drawings are taken out by many readers', async () => {
  for (const file of site.files.filter(each => /feed\.(?:xml|json)$/.test(each)))
    expect(await site.text(file), file).not.toContain('<svg');
  const elsewhere = (await jsonOf('en')).items.find(({ title }) => title === 'Elsewhere');
  expect(elsewhere?.content_html).toContain('<span aria-hidden="true">▼</span> The situation has worsened');
});

test('the channel says what podcast programs ask for', async () => {
  const [channel = ''] = (await site.text('be/feed.xml')).split('<item>');
  for (const part of [
    '<language>be</language>',
    '<itunes:explicit>false</itunes:explicit>',
    '<itunes:category text="News"/>',
    '<itunes:author>Далягляд</itunes:author>',
    '<atom:link href="https://vesnik.example.org/be/feed.xml" rel="self" type="application/rss+xml"/>',
  ])
    expect(channel).toContain(part);
  const [, picture = ''] = /<itunes:image href="([^"]+)"\/>/.exec(channel) ?? [];
  expect(site.files).toContain(new URL(picture).pathname.slice(1));
});

test('a corrected piece has its corrections, its old date and a newer one; points and notes are in its text', async () => {
  const [spoken] = (await jsonOf('en')).items.filter(({ title }) => title === 'Spoken');
  expect(spoken).toMatchObject({
    date_published: '2024-04-22T06:00:00.000Z',
    date_modified: '2024-04-25T00:00:00.000Z',
  });
  expect(spoken?.content_html).toContain('It was ten.');
  expect(spoken?.content_html).toContain('<li>One point</li>');
  expect(spoken?.content_html).toContain('The note.');
  expect(spoken?.content_html).toContain('href="https://vesnik.example.org/en/2024-04-15/first/"');
  const item = itemsOf(await site.text('en/feed.xml')).find(each => each.includes('<title>Spoken</title>')) ?? '';
  expect(item).toContain(
    '<pubDate>Mon, 22 Apr 2024 06:00:00 GMT</pubDate><atom:updated>2024-04-25T00:00:00.000Z</atom:updated>',
  );
  expect(item).toContain('<dc:creator>Foreign Policy Desk</dc:creator>');
});

test('a withdrawn piece stays with its reason, without its text and its sound', async () => {
  const [gone] = (await jsonOf('en')).items.filter(({ title }) => title === 'Gone');
  expect(gone?.content_html).toContain('It was wrong.');
  expect(gone?.content_html).not.toContain('Went.');
  expect(gone?.attachments).toBeUndefined();
});

test('a topic’s feed has that topic alone, and its page names it', async () => {
  const xml = await site.text('en/topics/armenia/feed.xml');
  expect(itemsOf(xml)).toHaveLength(1);
  expect(xml).toContain('<title>Elsewhere</title>');
  expect(xml).toContain('<link>https://vesnik.example.org/en/topics/armenia/</link>');
  expect(site.page('/en/topics/armenia/').html).toContain('href="/en/topics/armenia/feed.xml"');
  expect(itemsOf(await site.text('be/topics/armenia/feed.xml'))).toEqual([]);
});

test('nothing in a feed tells who reads it', async () => {
  for (const file of site.files.filter(each => /feed\.(?:xml|json)$/.test(each))) {
    const text = await site.text(file);
    expect(text, file).not.toMatch(/utm_|[?&](?:ref|source|uid)=|<cloud|"hubs"/);
  }
});
