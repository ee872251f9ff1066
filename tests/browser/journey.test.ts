import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { translator } from '#i18n/translator.ts';
import { type Archive, openArchive } from './archive.ts';
import { siteLanguages } from './page-kinds.ts';
import { type Reader, withKeyboard, withMouse } from './reader.ts';

let archive: Archive;
beforeAll(async () => {
  archive = await openArchive();
});
afterAll(() => archive.close());

const readers = [
  { name: 'with a mouse', reader: withMouse, options: {} },
  { name: 'on a phone', reader: withMouse, options: { viewport: { width: 320, height: 600 }, hasTouch: true } },
  { name: 'with the keyboard alone', reader: withKeyboard, options: {} },
  { name: 'without JavaScript', reader: withMouse, options: { javaScriptEnabled: false } },
];

/** A word in a form that the sample does not have. */
const searched = { en: 'sanction', be: 'санкцыя', ru: 'санкция' } as const;

describe.each(readers)('a reader $name', ({ reader, options }) => {
  test.each(siteLanguages)(
    'who speaks %s goes from the choice of a language to a piece, a topic, a search, a form and a feed',
    async language => {
      const other = language === 'be' ? 'ru' : 'be';
      const page = await archive.open('/', options);
      const go = (path: string, within = 'main') => arrive(page, reader, `${within} a[href="${path}"]`, path);
      await go(`/${language}/`);
      await go(`/${language}/2024-10-28/`);
      await go(`/${language}/2024-10-28/military/`);
      await go(`/${other}/2024-10-28/military/`, 'header nav');
      await go(`/${other}/topics/military/`);

      await go(`/${other}/search/`, 'header nav');
      if (options.javaScriptEnabled === false) {
        // Without a script the form would lead nowhere: the archive is offered instead.
        expect(await page.getByRole('searchbox').count()).toBe(0);
        await arrive(page, reader, `main a[href="/${other}/archive/#year-2024"]`, `/${other}/archive/#year-2024`);
      } else {
        await reader.send(page, '#search-words', searched[other]);
        const found = page.locator('[data-search-results] a').first();
        await found.waitFor();
        const { pathname } = new URL((await found.getAttribute('href')) ?? '', archive.address);
        await arrive(page, reader, '[data-search-results] a', pathname);
      }

      await reader.follow(page, 'header details summary');
      await reader.send(page, '#head-email', 'reader.example.org');
      await page.waitForURL(`${archive.address}/subscribe`);
      const field = page.locator('#door-email');
      const message = page.locator(`#${await field.getAttribute('aria-describedby')}`);
      expect(await field.inputValue()).toBe('reader.example.org');
      expect(await message.textContent()).toBe(translator(other)('joining.answer.problem.sign'));
      expect(await message.isVisible()).toBe(true);

      const feed = page.locator(`footer a[href="/${other}/feed.xml"]`);
      expect(await feed.isVisible()).toBe(true);
      const answer = await page.request.get(`${archive.address}/${other}/feed.xml`);
      expect(answer.headers()['content-type']).toContain('application/rss+xml');
      await page.context().close();
    },
  );
});

/** Follows a link and sees a page of its own: its address, the language of the address, one heading, a title. */
async function arrive(page: Page, { follow }: Reader, link: string, path: string): Promise<void> {
  await follow(page, link);
  await page.waitForURL(archive.address + path);
  expect(await page.locator('html').getAttribute('lang')).toBe(path.slice(1, 3));
  const heading = page.locator('h1');
  expect(await heading.count(), path).toBe(1);
  expect(await heading.isVisible(), path).toBe(true);
  expect(await page.title(), path).not.toBe('');
}
