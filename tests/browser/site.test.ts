import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type BuiltSite, builtSite } from '../site/built-site.ts';
import { openBrowser } from './browser.ts';
import { type FileServer, serveFiles } from './file-server.ts';

let site: BuiltSite;
let server: FileServer;
let browser: Browser;

beforeAll(async () => {
  site = await builtSite();
  server = await serveFiles(site.dist);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await site.remove();
});

/** One page of each kind. */
const kinds = [
  'index.html',
  '2024-10-28/',
  '2024-06-12/weekly/',
  '2024-10-28/review/',
  'topics/sanctions/',
  'authors/rights-desk/',
  'archive/',
  'about/',
  '404.html',
];
const languages = ['en', 'be', 'ru'] as const;
const paths = [
  '/index.html',
  '/404.html',
  ...languages.flatMap(language => kinds.map(kind => `/${language}/${kind}`)),
  ...languages.map(language => `/_service/${language}/preferences.html`),
];

const violations = z.object({
  violations: z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) })),
});

describe.each([
  { scheme: 'light', width: 380 },
  { scheme: 'dark', width: 1200 },
] as const)('in the $scheme scheme on a screen of $width pixels', ({ scheme, width }) => {
  let page: Page;
  beforeAll(async () => {
    page = await browser.newPage({ colorScheme: scheme, viewport: { width, height: 800 } });
  });
  afterAll(() => page.close());

  test.each(paths)('%s has no accessibility fault, with contrasts of 7', async path => {
    await page.goto(server.address + path);
    await page.evaluate(axe.source);
    const found = await page.evaluate("axe.run({ rules: { 'color-contrast-enhanced': { enabled: true } } })");
    const faults = violations.parse(found).violations;
    expect(faults.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
  });
});

test('nothing is wider than its screen', async () => {
  const page = await browser.newPage();
  for (const path of paths) {
    await page.goto(server.address + path);
    for (const width of [320, 380, 768, 1200]) {
      await page.setViewportSize({ width, height: 800 });
      const over = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
      expect(over, `${path} at ${width}`).toBe(0);
    }
  }
  await page.close();
});

test('pages ask nobody but their own host, and their letters come from it', async () => {
  const page = await browser.newPage();
  const asked: string[] = [];
  page.on('request', request => asked.push(request.url()));
  await page.goto(`${server.address}/be/2024-06-12/weekly/`, { waitUntil: 'networkidle' });
  expect(asked.filter(url => !url.startsWith(server.address))).toEqual([]);
  expect(asked.some(url => url.endsWith('.woff2'))).toBe(true);
  const loaded = await page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)");
  expect(new Set(z.array(z.string()).parse(loaded))).toEqual(new Set(['Literata']));
  await page.close();
});

test('the first key of a keyboard user leads past the frame', async () => {
  const page = await browser.newPage();
  await page.goto(`${server.address}/be/2024-10-28/review/`);
  await page.keyboard.press('Tab');
  const skip = page.locator(':focus');
  expect(await skip.getAttribute('href')).toBe('#text');
  expect((await skip.boundingBox())?.y).toBeGreaterThanOrEqual(0);
  await page.keyboard.press('Enter');
  expect(await page.evaluate('document.activeElement.id')).toBe('text');
  await page.close();
});
