import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildSite } from '#site/build.ts';
import { type BuiltSite, builtSite, clone, values } from './built-site.ts';
import { checkDist } from './dist-check.ts';
import { commentary, type SmallNewsletter, smallNewsletter, talkativePicture } from './small-newsletter.ts';

let newsletter: SmallNewsletter;
let site: BuiltSite;

const hostile = '<img src=x onerror=alert(1)> ]]> </script> & "quotes"';

beforeAll(async () => {
  newsletter = await smallNewsletter();
  const { write } = newsletter;
  const folder = 'issues/2024-04-15';
  await write(`${folder}/night-desk-shot.jpg`, await talkativePicture());
  await write(`${folder}/voice.mp3`, await taggedSound());
  await write(
    `${folder}/second.en.mdx`,
    commentary({
      title: hostile,
      more: [
        'author: [foreign-desk, night-desk]',
        'aliases: [2024-04-15/former]',
        'cover: { src: ./night-desk-shot.jpg, alt: A field, caption: The field, credit: Us, archive: true }',
        'audio: { src: ./voice.mp3, title: Read aloud, made: machine }',
      ],
      body: '<Figure src="./night-desk-shot.jpg" alt="A &quot;field&quot; & more" caption="The same field" />\n\nText ]]> here.\n\n<Subscribe />\n\nMore.\n\n<Subscribe />',
    }),
  );
  await write(
    `${folder}/third.en.mdx`,
    commentary({ title: 'Gone', more: ['withdrawn: It was wrong.'], body: 'Secret text.' }),
  );
  await write(`${folder}/draft.en.mdx`, commentary({ title: 'Unfinished', more: ['draft: true'] }));
  await write(`${folder}/later.en.mdx`, commentary({ title: 'For later', more: ['published: 2030-01-01T09:00:00Z'] }));
  const settings = await readFile(join(newsletter.root, 'content/newsletter.yaml'), 'utf8');
  await write(
    'newsletter.yaml',
    settings.replace(/picks:\n(?: {2}- .*\n)+/, 'picks: []\n').replace('notice:\n', 'notice:\n  until: 2024-05-01\n'),
  );
  site = await builtSite({ root: newsletter.root, now: new Date('2024-05-01T12:00:00Z') });
});
afterAll(async () => {
  await site.remove();
  await newsletter.remove();
});

/** The sample's sound with tags before and behind it. */
async function taggedSound(): Promise<Buffer> {
  const sound = await readFile(join(clone, 'content/issues/2024-08-05/sanctions.en.mp3'));
  const head = Buffer.concat([Buffer.from('ID3\u0004\0\0\0\0\0\u000c', 'latin1'), Buffer.from('SecretReader')]);
  const tail = Buffer.concat([Buffer.from('TAGSecretReader', 'latin1'), Buffer.alloc(113)]);
  return Buffer.concat([head, sound, tail]);
}

test('a body may ask for the sign-up form twice, and each field is told from the others', () => {
  const ids = values(site.page('/en/2024-04-15/second/'), '[id]', 'id');
  expect(ids.filter(id => id.endsWith('-email')).length).toBeGreaterThanOrEqual(3);
  expect(new Set(ids).size).toBe(ids.length);
});

test('a build may be started in any folder, and leaves nothing there', async () => {
  const before = process.cwd();
  const elsewhere = await mkdtemp(join(tmpdir(), 'vesnik-elsewhere-'));
  process.chdir(elsewhere);
  try {
    const again = await builtSite({ root: newsletter.root, now: new Date('2024-05-01T12:00:00Z') });
    await again.remove();
    expect(process.cwd()).toBe(await realpath(elsewhere));
    expect(await readdir(elsewhere)).toEqual([]);
  } finally {
    process.chdir(before);
    await rm(elsewhere, { recursive: true });
  }
});

test('a newsletter outside the clone is built, and what is not due, unfinished or past is not', async () => {
  expect(site.page('/en/2024-04-15/first/').html).toContain('The first piece');
  const all = (await Promise.all(site.files.filter(file => /\.(html|xml)$/.test(file)).map(site.text))).join('\n');
  expect(all).not.toContain('Unfinished');
  expect(all).not.toContain('For later');
  expect(site.page('/en/').dom.querySelector('.notice')).not.toBeNull();
});

test('what is due later is named, and the notice ends with its day', async () => {
  const outDir = join(site.dist, '../again');
  const built = await buildSite({ root: newsletter.root, outDir, now: new Date('2024-05-02T12:00:00Z') });
  expect(built).toMatchObject({ nextPublished: '2030-01-01T09:00:00Z' });
  expect(built.pages).toBe(site.pages.length);
  expect(await readFile(join(outDir, 'en/index.html'), 'utf8')).not.toContain('class="notice"');
});

test('pictures of mails lie where mails with remote pictures look for them, and stay after their commentary changed', async () => {
  const settings = await readFile(join(newsletter.root, 'content/newsletter.yaml'), 'utf8');
  const outDir = join(site.dist, '../remote');
  const now = new Date('2024-05-02T12:00:00Z');
  await newsletter.write('newsletter.yaml', settings.replace('images: embedded', 'images: remote'));
  await buildSite({ root: newsletter.root, outDir, now });
  const [name = '', ...others] = await readdir(join(outDir, 'm'));
  expect(others).toEqual([]);
  const bytes = await readFile(join(outDir, 'm', name));
  expect(name).toBe(`${createHash('sha256').update(bytes).digest('hex')}.jpg`);
  expect((await sharp(bytes).metadata()).exif).toBeUndefined();

  await newsletter.write('newsletter.yaml', settings);
  await buildSite({ root: newsletter.root, outDir, now });
  expect(await readdir(join(outDir, 'm'))).toEqual([name]);
});

test('content with an error is refused, and the site that was built before stays', async () => {
  await newsletter.write(
    'issues/2024-04-15/broken.en.mdx',
    commentary({ title: 'Broken', body: '<Marquee>no</Marquee>' }),
  );
  const refused = buildSite({ root: newsletter.root, outDir: site.dist, now: new Date('2024-05-01T12:00:00Z') });
  await expect(refused).rejects.toMatchObject({ code: 'content-problems', kind: 'refused' });
  await expect(refused).rejects.toThrow('content/issues/2024-04-15/broken.en.mdx:');
  expect(await site.text('en/index.html')).toBe(site.page('/en/').html);
});

test('a former address leads to the new one without a script', () => {
  const former = site.page('/en/2024-04-15/former/');
  expect(values(former, 'meta[http-equiv="refresh"]', 'content')).toEqual(['0; url=/en/2024-04-15/second/']);
  expect(values(former, 'link[rel="canonical"]', 'href')).toEqual(['https://vesnik.example.org/en/2024-04-15/second/']);
  expect(values(former, 'meta[name="robots"]', 'content')).toEqual(['noindex']);
});

test('the sitemap holds pages to be found and no others', async () => {
  const sitemap = await site.text('sitemap-0.xml');
  const listed = [...sitemap.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address = '']) => new URL(address).pathname);
  const wanted = site.pages.filter(page => values(page, 'meta[name="robots"]', 'content').length === 0);
  expect(listed.toSorted()).toEqual(wanted.map(({ path }) => path).toSorted());
  expect(await site.text('robots.txt')).toContain('Sitemap: https://vesnik.example.org/sitemap-index.xml');
});

test('a withdrawn commentary keeps its page and says why, without its text', () => {
  const { html } = site.page('/en/2024-04-15/third/');
  expect(html).toContain('It was wrong.');
  expect(html).not.toContain('Secret text.');
});

test('a hidden author is in no file and no file name, and nothing else is at fault', async () => {
  const hidden = ['night-desk', 'Night Desk', 'Начная змена', 'Ночная смена', 'Secret'];
  expect(await checkDist({ dist: site.dist, ...site.library.newsletter, hidden })).toEqual([]);
});

test('pictures and sounds lose what they said about their makers', async () => {
  const pictures = site.files.filter(file => /\.(jpg|png|webp)$/.test(file));
  expect(pictures.some(file => file.startsWith('_astro/'))).toBe(true);
  for (const file of pictures) {
    const bytes = await readFile(join(site.dist, file));
    const { exif, xmp, iptc } = await sharp(bytes).metadata();
    expect({ exif, xmp, iptc }, file).toEqual({ exif: undefined, xmp: undefined, iptc: undefined });
    expect(bytes.includes('Secret'), file).toBe(false);
  }
  const sounds = site.files.filter(file => file.startsWith('media/'));
  expect(sounds).toHaveLength(1);
  const sound = await readFile(join(site.dist, sounds[0] ?? ''));
  expect(sound).toEqual(await readFile(join(clone, 'content/issues/2024-08-05/sanctions.en.mp3')).then(withoutOwnTags));
  expect(sound.includes('Secret')).toBe(false);
});

/** The sample's own sound begins with a tag of its encoder. */
function withoutOwnTags(bytes: Buffer): Buffer {
  const start = bytes.findIndex((byte, at) => byte === 0xff && ((bytes[at + 1] ?? 0) & 0xe0) === 0xe0);
  return bytes.subarray(start);
}

test('a picture within a text comes in several sizes, and as one that old browsers and readers of feeds can show', async () => {
  const page = site.page('/en/2024-04-15/second/');
  const [sizes = ''] = values(page, '.prose picture > source[type="image/webp"]', 'srcset');
  expect(sizes).toMatch(/^\/_astro\/\S+\.webp \d+w(?:, \/_astro\/\S+\.webp \d+w)*$/);
  const [plain = ''] = values(page, '.prose picture > img', 'src');
  expect(plain).toMatch(/^\/_astro\/\S+\.(?:jpg|png)$/);
  for (const path of [plain, ...sizes.split(', ').map(each => each.split(' ')[0] ?? '')])
    expect(site.files).toContain(path.slice(1));
  expect(await site.text('en/feed.xml')).toContain(plain);
});

test('words of editors are shown as words', async () => {
  const page = site.page('/en/2024-04-15/second/');
  expect(values(page, 'img', 'src').filter(src => !src.startsWith('/_astro/'))).toEqual([]);
  expect(page.dom.querySelector('h1')?.textContent).toContain('&lt;img src=x');
  expect(values(page, '.prose img', 'alt')).toEqual(['A "field" & more']);
  const feed = await site.text('en/feed.xml');
  expect(feed).not.toContain('<img src=x');
  expect(feed).not.toContain('<script');
});
