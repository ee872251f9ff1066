import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Archive, openArchive } from './archive.ts';
import { siteLanguages } from './page-kinds.ts';
import { byKeyboard, byMouse, type Follow } from './reader.ts';

let archive: Archive;
beforeAll(async () => {
  archive = await openArchive();
});
afterAll(() => archive.close());

const readers = [
  { reader: 'with a mouse', follow: byMouse, options: {} },
  { reader: 'on a phone', follow: byMouse, options: { viewport: { width: 320, height: 600 }, hasTouch: true } },
  { reader: 'with the keyboard alone', follow: byKeyboard, options: {} },
  { reader: 'without JavaScript', follow: byMouse, options: { javaScriptEnabled: false } },
];

describe.each(readers)('a reader $reader', ({ follow, options }) => {
  test.each(siteLanguages)(
    'who speaks %s finds the way from the choice of a language to a topic and to the feed',
    async language => {
      const other = language === 'be' ? 'ru' : 'be';
      const page = await archive.open('/', options);
      await arrive(page, follow, `main a[href="/${language}/"]`, `/${language}/`, language);
      await arrive(page, follow, `main a[href="/${language}/2024-10-28/"]`, `/${language}/2024-10-28/`, language);
      const piece = '2024-10-28/review/';
      await arrive(page, follow, `main a[href="/${language}/${piece}"]`, `/${language}/${piece}`, language);
      await arrive(page, follow, `header nav a[hreflang="${other}"]`, `/${other}/${piece}`, other);
      await arrive(
        page,
        follow,
        `main a[href="/${other}/topics/belarus-west/"]`,
        `/${other}/topics/belarus-west/`,
        other,
      );
      const back = `main a[href="/${other}/2023-07-24/belarus-west/"]`;
      await arrive(page, follow, back, `/${other}/2023-07-24/belarus-west/`, other);
      const feed = page.locator(`a[href="/${other}/feed.xml"]`).last();
      expect(await feed.isVisible()).toBe(true);
      const answer = await page.request.get(`${archive.address}/${other}/feed.xml`);
      expect(answer.headers()['content-type']).toContain('application/rss+xml');
      await page.context().close();
    },
  );
});

/** Follows a link and sees a page of its own: its address, its language, one heading in sight. */
async function arrive(page: Page, follow: Follow, link: string, path: string, language: string): Promise<void> {
  await follow(page, link);
  await page.waitForURL(archive.address + path);
  expect(await page.locator('html').getAttribute('lang')).toBe(language);
  const heading = page.locator('h1');
  expect(await heading.count(), path).toBe(1);
  expect(await heading.isVisible(), path).toBe(true);
  expect(await page.title(), path).not.toBe('');
}
