import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkDist } from './dist-check.ts';
import { talkativePicture } from './small-newsletter.ts';

const url = 'https://news.example.org';
const site = {
  url,
  languages: ['en', 'be'],
  doors: 'https://doors.example.net',
  hidden: ['night-desk', 'Начная змена'],
};

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'vesnik-check-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

type Files = Readonly<Record<string, string | Buffer>>;

/** A page in two languages without a fault, and what a site needs beside it. */
const sound: Files = {
  'en/index.html': page({ language: 'en' }),
  'be/index.html': page({ language: 'be' }),
  'robots.txt': `Sitemap: ${url}/sitemap-index.xml\n`,
  'sitemap-0.xml': `<urlset><url><loc>${url}/en/</loc></url><url><loc>${url}/be/</loc></url></urlset>`,
  'sitemap-index.xml': `<sitemapindex><sitemap><loc>${url}/sitemap-0.xml</loc></sitemap></sitemapindex>`,
  '_astro/a.css': 'p{background:url(/_astro/b.png)}',
  '_astro/b.png': await sharp({ create: { width: 2, height: 2, channels: 3, background: '#fff' } })
    .png()
    .toBuffer(),
};

interface Written {
  readonly language: string;
  readonly canonical?: string;
  readonly alternates?: readonly string[];
  readonly head?: string;
  readonly body?: string;
}

function page({ language, canonical = `${url}/${language}/`, alternates, head = '', body = '' }: Written): string {
  const all = alternates ?? [`en ${url}/en/`, `be ${url}/be/`, `x-default ${url}/en/`];
  const links = all
    .map(each => each.split(' '))
    .map(([hreflang, href]) => `<link rel="alternate" hreflang="${hreflang}" href="${href}">`);
  return `<!doctype html><html lang="${language}"><head><title>T</title><link rel="canonical" href="${canonical}">${links.join('')}${head}</head><body>${body}</body></html>`;
}

/** The faults of a sound site in which some files are others, as `file rule`. */
async function faultsOf(changed: Files): Promise<string[]> {
  const dist = await mkdtemp(join(root, 'dist-'));
  for (const [file, content] of Object.entries({ ...sound, ...changed })) {
    await mkdir(dirname(join(dist, file)), { recursive: true });
    await writeFile(join(dist, file), content);
  }
  return (await checkDist({ dist, ...site })).map(({ file, rule }) => `${file} ${rule}`);
}

const en = (written: Partial<Written>): Files => ({ 'en/index.html': page({ language: 'en', ...written }) });

test('a site without a fault has none', async () => {
  const body = `<h2 id="a">A</h2><a href="#a">a</a><a href="/be/">b</a><a href="https://elsewhere.example/">c</a>
    <a href="mailto:a@b.example">d</a><form action="https://doors.example.net/subscribe"></form><form action="/subscribe"></form>`;
  const head = '<script type="application/ld+json">{"@context":"https://schema.org"}</script>';
  expect(await faultsOf(en({ head, body }))).toEqual([]);
});

describe('is found:', () => {
  test.each<[string, Files, string]>([
    ['a canonical that is another page', en({ canonical: `${url}/be/` }), 'en/index.html canonical'],
    [
      'a page that does not name itself',
      en({ alternates: [`be ${url}/be/`, `x-default ${url}/be/`] }),
      'en/index.html hreflang',
    ],
    ['no x-default', en({ alternates: [`en ${url}/en/`, `be ${url}/be/`] }), 'en/index.html hreflang'],
    [
      'an alternate that does not name back',
      en({ alternates: [`en ${url}/en/`, `x-default ${url}/en/`] }),
      'be/index.html hreflang',
    ],
    [
      'an alternate that is no page',
      en({ alternates: [`en ${url}/en/`, `ru ${url}/ru/`, `x-default ${url}/en/`] }),
      'en/index.html hreflang',
    ],
    ['a link that leads nowhere', en({ body: '<a href="/en/nothing/">x</a>' }), 'en/index.html link'],
    ['a fragment that is not there', en({ body: '<a href="#x">x</a>' }), 'en/index.html link'],
    ['a fragment that is not on the other page', en({ body: '<a href="/be/#x">x</a>' }), 'en/index.html link'],
    [
      'a picture that is not there',
      en({ body: '<img src="/_astro/b.png" srcset="/_astro/c.png 2x" alt="">' }),
      'en/index.html link',
    ],
    ['a style sheet’s missing file', { '_astro/a.css': 'p{background:url(/_astro/c.png)}' }, '_astro/a.css link'],
    ['a feed’s broken link', { 'en/feed.xml': `<rss><link>${url}/en/gone/</link></rss>` }, 'en/feed.xml link'],
    [
      'a feed’s broken picture',
      { 'en/feed.json': `{"content_html":"<img src=\\"${url}/x.png\\">"}` },
      'en/feed.json link',
    ],
    ['a link with the site’s own host', en({ body: `<a href="${url}/be/">be</a>` }), 'en/index.html relative'],
    ['an id that stands twice', en({ body: '<p id="a"></p><p id="a"></p>' }), 'en/index.html duplicate-id'],
    ['an inline style', en({ body: '<p style="color:red"></p>' }), 'en/index.html inline-style'],
    ['an inline style sheet', en({ head: '<style>p{}</style>' }), 'en/index.html inline-style'],
    ['an inline script', en({ body: '<script>1</script>' }), 'en/index.html inline-script'],
    ['an event handler', en({ body: '<img src="/_astro/b.png" onerror="x" alt="">' }), 'en/index.html handler'],
    ['a link that runs something', en({ body: '<a href="java&#10;script:x">x</a>' }), 'en/index.html scheme'],
    ['a scheme of a script', en({ body: '<a href=" javascript:x">x</a>' }), 'en/index.html scheme'],
    ['a foreign picture', en({ body: '<img src="https://elsewhere.example/a.png" alt="">' }), 'en/index.html foreign'],
    [
      'a foreign style sheet',
      en({ head: '<link rel="stylesheet" href="//elsewhere.example/a.css">' }),
      'en/index.html foreign',
    ],
    [
      'a foreign picture to share',
      en({ head: '<meta property="og:image" content="https://elsewhere.example/a.png">' }),
      'en/index.html foreign',
    ],
    ['a form to strangers', en({ body: '<form action="https://elsewhere.example/"></form>' }), 'en/index.html foreign'],
    ['a frame', en({ body: '<iframe src="/be/"></iframe>' }), 'en/index.html element'],
    [
      'a style sheet from elsewhere',
      { '_astro/a.css': '@import "https://elsewhere.example/a.css";' },
      '_astro/a.css foreign',
    ],
    [
      'a font from elsewhere',
      { '_astro/a.css': 'p{src:url(https://elsewhere.example/a.woff2)}' },
      '_astro/a.css foreign',
    ],
    ['a script that keeps something', { '_astro/a.js': 'localStorage.a = 1' }, '_astro/a.js storage'],
    ['a cookie', { '_astro/a.js': 'document.cookie = "a"' }, '_astro/a.js storage'],
    ['an SVG that runs something', { 'a.svg': '<svg><script>1</script></svg>' }, 'a.svg svg'],
    ['a hidden author’s name', en({ body: 'Начная змена' }), 'en/index.html hidden'],
    ['a hidden author’s id in a file’s name', { '_astro/night-desk.txt': '' }, '_astro/night-desk.txt hidden'],
    ['a hidden author’s name in a picture', { 'a.bin': Buffer.from('\u0000night-desk') }, 'a.bin hidden'],
    ['a broken data block', en({ head: '<script type="application/ld+json">{</script>' }), 'en/index.html json-ld'],
    ['a data block of nobody', en({ head: '<script type="application/ld+json">{}</script>' }), 'en/index.html json-ld'],
    ['broken JSON', { 'en/feed.json': '{' }, 'en/feed.json json'],
    [
      'a page that the sitemap forgets',
      { 'sitemap-0.xml': `<urlset><url><loc>${url}/en/</loc></url></urlset>` },
      'sitemap-index.xml sitemap',
    ],
    [
      'a sitemap that names an unlisted page',
      en({ head: '<meta name="robots" content="noindex">', alternates: [] }),
      'sitemap-index.xml sitemap',
    ],
    ['robots without a sitemap', { 'robots.txt': '' }, 'robots.txt sitemap'],
  ])('%s', async (_what, changed, fault) => {
    expect(await faultsOf(changed)).toContain(fault);
  });

  test('a picture that says who took it', async () => {
    expect(await faultsOf({ 'a.jpg': await talkativePicture() })).toContain('a.jpg metadata');
  });

  test('a sound that says who made it', async () => {
    const tag = Buffer.concat([Buffer.from('TAG'), Buffer.from('A title'.padEnd(125, '\0'))]);
    expect(await faultsOf({ 'a.mp3': Buffer.concat([silence(), tag]) })).toContain('a.mp3 metadata');
    expect(await faultsOf({ 'a.mp3': silence() })).toEqual([]);
  });
});

/** Frames of MPEG-1 layer III, 128 kbit/s at 44.1 kHz, that say nothing. */
function silence(): Buffer {
  const frame = Buffer.alloc(417);
  frame.set([0xff, 0xfb, 0x90, 0x00]);
  return Buffer.concat(Array.from({ length: 40 }, () => frame));
}
