import type { Page } from 'playwright-core';
import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type Archive, openArchive } from './archive.ts';
import { pageKinds, pathOf, siteLanguages } from './page-kinds.ts';

let archive: Archive;
beforeAll(async () => {
  archive = await openArchive();
});
afterAll(() => archive.close());

/** Lines are broken elsewhere on paper. */
const run = (text: string): string => text.normalize('NFC').replace(/[\s\u00AD\u2010-]+/g, '');

interface Paper {
  readonly pages: number;
  /** Without blanks and hyphens. */
  readonly text: string;
}

async function print(page: Page): Promise<Paper> {
  const document = await getDocumentProxy(new Uint8Array(await page.pdf({ format: 'A4' })));
  const { totalPages, text } = await extractText(document, { mergePages: true });
  return { pages: totalPages, text: run(text) };
}

const texts = z.array(z.string());

async function textsOf(page: Page, selector: string): Promise<string[]> {
  const found = await page.evaluate(
    `[...document.querySelectorAll(${JSON.stringify(selector)})].map(e => e.innerText)`,
  );
  return texts.parse(found).map(run);
}

test.each(siteLanguages)('a review in %s is on paper whole, without what only a screen needs', async language => {
  const page = await archive.open(pathOf('review', language));
  const [title = ''] = await textsOf(page, 'h1');
  const paragraphs = await textsOf(page, '.prose > p');
  const frame = await textsOf(page, '.skip, header nav a, footer nav a, button');
  const { pages, text } = await print(page);
  expect(title.length).toBeGreaterThan(30);
  expect(text).toContain(title);
  expect(paragraphs.length).toBeGreaterThan(20);
  for (const paragraph of paragraphs) expect(text).toContain(paragraph.slice(0, 40));
  const [main = ''] = await textsOf(page, 'main');
  const alone = frame.filter(words => !main.includes(words));
  expect(alone.length).toBeGreaterThan(3);
  for (const words of alone) expect(text).not.toContain(words);
  expect(pages).toBeLessThan(20);
  await page.close();
});

test('letters of Belarusian and Russian come out of the paper as they are written', async () => {
  for (const [language, letters] of [
    ['be', 'ўіёэы’«»'],
    ['ru', 'ёъщэы«»'],
  ] as const) {
    const page = await archive.open(pathOf('weekly', language));
    const { text } = await print(page);
    for (const letter of letters) expect(text, language).toContain(letter);
    expect(text).not.toMatch(/[\uFFFD\uE000-\uF8FF]/);
    await page.close();
  }
});

test('on paper a link to another site has its address behind it, a way inside the site has none', async () => {
  const page = await archive.open(pathOf('review', 'be'));
  const href = 'https://example.org/a-report/';
  await page.evaluate(`(() => {
    const link = Object.assign(document.createElement('a'), { href: '${href}', textContent: 'a report' });
    document.querySelector('.prose p').append(link);
  })()`);
  const { text } = await print(page);
  expect(text).toContain(run(`a report (${href})`));
  expect(await page.locator('.prose a.button').getAttribute('href')).toBe('/be/about/');
  expect(text).not.toContain('/be/about/');
  await page.close();
});

test('the printed page of every kind is black on white and has no controls', async () => {
  const page = await archive.browser.newPage({ colorScheme: 'dark' });
  await page.emulateMedia({ media: 'print' });
  for (const kind of pageKinds) {
    await archive.visit(page, pathOf(kind, 'be'));
    const shown = await page.evaluate(
      "[...document.querySelectorAll('header nav, footer nav, form, button, audio, .audio, .skip')].filter(e => e.checkVisibility()).map(e => e.outerHTML.slice(0, 80))",
    );
    expect(shown, kind).toEqual([]);
    const paper = await page.evaluate(
      '[getComputedStyle(document.documentElement).backgroundColor, getComputedStyle(document.querySelector("h1")).color]',
    );
    expect(paper, kind).toEqual(['rgb(255, 255, 255)', 'rgb(0, 0, 0)']);
  }
  await page.close();
});

test('on paper signs are as dark as on a light screen, and what names something is never parted from it', async () => {
  const signs = (page: Page) =>
    page.evaluate("[...document.querySelectorAll('.trend, .story-kicker .trend')].map(e => getComputedStyle(e).color)");
  const [light, dark] = await Promise.all(
    (['light', 'dark'] as const).map(colorScheme => archive.open(pathOf('weekly', 'ru'), { colorScheme })),
  );
  if (light === undefined || dark === undefined) throw new TypeError('two pages were opened');
  const wanted = texts.parse(await signs(light));
  await dark.emulateMedia({ media: 'print', colorScheme: 'dark' });
  expect(new Set(wanted).size).toBeGreaterThan(1);
  expect(await signs(dark)).toEqual(wanted.map(color => (color === 'rgb(75, 71, 64)' ? 'rgb(51, 51, 51)' : color)));
  const ways = await dark.evaluate(
    "['.story-kicker', 'h2', '.event-date'].map(each => getComputedStyle(document.querySelector('.prose ' + each)).breakAfter)",
  );
  expect(ways).toEqual(['avoid', 'avoid', 'avoid']);
  await archive.visit(dark, pathOf('home', 'ru'));
  const board = await dark.evaluate(`[
    getComputedStyle(document.querySelector('.measures dt')).breakAfter,
    getComputedStyle(document.querySelector('.measures dl > div')).breakInside,
    getComputedStyle(document.querySelector('.corner'), '::after').content,
  ]`);
  expect(board).toEqual(['avoid', 'avoid', 'none']);
  await Promise.all([light.close(), dark.close()]);
});
