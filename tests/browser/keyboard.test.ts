import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Archive, openArchive } from './archive.ts';
import { pageKinds, pathOf, siteLanguages } from './page-kinds.ts';
import { tabTo } from './reader.ts';

let archive: Archive;
beforeAll(async () => {
  archive = await openArchive();
});
afterAll(() => archive.close());

test.each(siteLanguages)('the first keys on a page in %s lead past its frame and to its end', async language => {
  const page = await archive.open(pathOf('review', language));
  const skip = async (href: string) => {
    await page.keyboard.press('Tab');
    const focus = page.locator(':focus');
    expect(await focus.getAttribute('href')).toBe(href);
    expect((await focus.boundingBox())?.y).toBeGreaterThanOrEqual(0);
  };
  await skip('#text');
  await skip('#end');
  await page.keyboard.press('Enter');
  expect(await page.evaluate('document.activeElement.id')).toBe('end');
  await page.reload();
  await skip('#text');
  await page.keyboard.press('Enter');
  expect(await page.evaluate('document.activeElement.id')).toBe('text');
  await page.keyboard.press('Tab');
  expect(await page.evaluate("document.getElementById('text').contains(document.activeElement)")).toBe(true);
  await page.close();
});

test('the keyboard goes through every kind of page to its last link, each stop in sight and marked', async () => {
  for (const kind of pageKinds) {
    const path = pathOf(kind, 'be');
    const page = await archive.open(path);
    const last = 'a, button, input, summary, audio';
    await page.evaluate(`[...document.querySelectorAll(${JSON.stringify(last)})].at(-1).setAttribute('data-last', '')`);
    await tabTo(page, '[data-last]');
    await page.close();
  }
});

test('a footnote leads to its note, and the note back to its place', async () => {
  const page = await archive.open(pathOf('review', 'be'));
  const reference = page.locator('main a[data-footnote-ref], main sup a').first();
  const place = await reference.getAttribute('id');
  await reference.focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(url => url.hash !== '');
  const note = page.locator(':target');
  expect(await note.count()).toBe(1);
  await note.locator('a').last().focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(url => decodeURIComponent(url.hash) === `#${place}`);
  await page.close();
});
