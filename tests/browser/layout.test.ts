import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type Archive, openArchive } from './archive.ts';
import { everyPath } from './page-kinds.ts';

let archive: Archive;
beforeAll(async () => {
  archive = await openArchive();
});
afterAll(() => archive.close());

/** What is wider than the screen, and words that are cut or lie over each other. */
const look = `(() => {
  const found = [];
  const screen = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > screen) found.push('wider than the screen');
  const isShown = element => element.checkVisibility({ visibilityProperty: true }) && !element.closest('.hidden, .skip, [aria-hidden=true]');
  const words = [...document.querySelectorAll('h1, h2, h3, p, li, a, td, th, label, button, figcaption, summary')]
    .filter(element => isShown(element) && element.textContent.trim() !== '');
  const name = element => element.tagName.toLowerCase() + ' "' + element.textContent.trim().slice(0, 40) + '"';
  for (const element of words) {
    const style = getComputedStyle(element);
    const isClipped = style.overflowX === 'hidden' || style.overflowX === 'clip';
    if (isClipped && element.scrollWidth > element.clientWidth + 1) found.push('cut: ' + name(element));
    const { left, right } = element.getBoundingClientRect();
    const scrolls = element.closest('[tabindex="0"]') !== null;
    if (!scrolls && (left < -1 || right > screen + 1)) found.push('outside: ' + name(element));
  }
  const lines = words.filter(element => element.matches('h1, h2, h3, p, button, label, summary'));
  // The box of the letters, which may run out of their element's.
  const boxes = lines.map(element => {
    const range = document.createRange();
    range.selectNodeContents(element);
    return { element, box: range.getBoundingClientRect(), slack: parseFloat(getComputedStyle(element).fontSize) / 3 };
  });
  for (const [at, one] of boxes.entries())
    for (const other of boxes.slice(at + 1)) {
      if (one.element.contains(other.element) || other.element.contains(one.element)) continue;
      const width = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const height = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      if (width > 2 && height > Math.max(one.slack, other.slack)) found.push('over each other: ' + name(one.element) + ', ' + name(other.element));
    }
  return found;
})()`;

async function faultsOf(page: Page): Promise<string[]> {
  return z.array(z.string()).parse(await page.evaluate(look));
}

test.each([
  { screen: 'a small phone', width: 320, letters: '16px' },
  { screen: 'a phone', width: 390, letters: '16px' },
  { screen: 'a tablet', width: 768, letters: '16px' },
  { screen: 'a desk', width: 1280, letters: '16px' },
  { screen: 'a desk, the page twice as large', width: 640, letters: '16px' },
  { screen: 'a desk, letters twice as large', width: 1280, letters: '32px' },
])(
  'on $screen nothing is cut, outside or over something else',
  async ({ width, letters }) => {
    const page = await archive.browser.newPage({ viewport: { width, height: 800 }, bypassCSP: true });
    const faults: string[] = [];
    for (const path of everyPath) {
      await archive.visit(page, path);
      if (letters !== '16px') await page.addStyleTag({ content: `html { font-size: ${letters} !important }` });
      faults.push(...(await faultsOf(page)).map(fault => `${path} ${fault}`));
    }
    expect(faults).toEqual([]);
    await page.close();
  },
  120_000,
);

test.each([
  ['wider than the screen', 'h1 { inline-size: 40rem }'],
  ['outside: h1', 'h1 { translate: -3rem }'],
  ['cut: h1', 'h1 { white-space: nowrap; overflow: hidden; font-size: 9rem }'],
  ['over each other: h1', 'h1 { margin-block-end: -2.5rem }'],
])('a page that is "%s" is seen', async (fault, content) => {
  const page = await archive.open('/be/about/', { viewport: { width: 320, height: 800 }, bypassCSP: true });
  await page.addStyleTag({ content });
  expect((await faultsOf(page)).join('\n')).toContain(fault);
  await page.close();
});

// Ordinary words of headlines, and one that nobody writes.
test.each(['Энергазабеспячэннем', 'Достопримечательностями', 'Чалавеканенавісніцкага', 'А'.repeat(60)])(
  'a headline of the word %s stays on a small phone',
  async word => {
    const page = await archive.browser.newPage({ viewport: { width: 320, height: 800 } });
    for (const path of ['/be/', '/be/2024-10-28/', '/be/2024-10-28/review/', '/be/archive/']) {
      await archive.visit(page, path);
      const over = await page.evaluate(`(() => {
        for (const words of document.querySelectorAll('h1, h2, h3, .headline, .contents a, .neighbours a'))
          words.textContent = ${JSON.stringify(word)};
        return document.documentElement.scrollWidth - document.documentElement.clientWidth;
      })()`);
      expect(over, path).toBe(0);
    }
    await page.close();
  },
);
