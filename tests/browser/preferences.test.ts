import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Archive, openArchive } from './archive.ts';
import { pageKinds, pathOf } from './page-kinds.ts';

let archive: Archive;
beforeAll(async () => {
  archive = await openArchive();
});
afterAll(() => archive.close());

/** The difference between the lightest and the darkest spot of each drawing in the text, 0–255. */
async function contrastsOf(page: Page): Promise<number[]> {
  const drawings = await page.locator('main svg').filter({ visible: true }).all();
  const contrasts: number[] = [];
  for (const drawing of drawings.slice(0, 12)) {
    const { channels } = await sharp(await drawing.screenshot())
      .greyscale()
      .stats();
    contrasts.push((channels[0]?.max ?? 0) - (channels[0]?.min ?? 0));
  }
  return contrasts;
}

describe.each(['light', 'dark'] as const)('a reader with high contrast, %s', colorScheme => {
  test.each(['home', 'topic', 'issue'] as const)('sees the shapes of the trends on the page "%s"', async kind => {
    const page = await archive.open(pathOf(kind, 'be'), { forcedColors: 'active', colorScheme });
    const contrasts = await contrastsOf(page);
    expect(contrasts.length).toBeGreaterThan(0);
    for (const contrast of contrasts) expect(contrast).toBeGreaterThan(120);
    await page.close();
  });
});

test('a shape that vanishes with high contrast is seen', async () => {
  const page = await archive.open(pathOf('home', 'be'), { forcedColors: 'active', bypassCSP: true });
  await page.addStyleTag({ content: 'svg * { fill: Canvas !important; stroke: none !important }' });
  expect(await contrastsOf(page)).toContain(0);
  await page.close();
});

test('nothing moves for a reader who asked for stillness', async () => {
  const page = await archive.browser.newPage({ reducedMotion: 'reduce' });
  for (const kind of pageKinds) {
    await archive.visit(page, pathOf(kind, 'en'));
    const moving = await page.evaluate(`[...document.querySelectorAll('*')].filter(element => {
      const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(element);
      const seconds = transitionDuration.split(',').map(parseFloat);
      return animationName !== 'none' || Math.max(...seconds) > 0.01 || scrollBehavior === 'smooth';
    }).map(element => element.outerHTML.slice(0, 80))`);
    expect(z.array(z.string()).parse(moving), kind).toEqual([]);
  }
  await page.close();
});
