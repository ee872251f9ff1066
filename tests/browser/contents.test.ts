import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type Archive, openArchive } from './archive.ts';
import { pathOf } from './page-kinds.ts';

let archive: Archive;
beforeAll(async () => {
  archive = await openArchive();
});
afterAll(() => archive.close());

// A browser marks the link of what is read with the next frame.
const look = `new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve))).then(() => {
  const contents = document.querySelector('.contents');
  const shown = [...contents.querySelectorAll('li li a')].filter(link => link.checkVisibility({ visibilityProperty: true }));
  const open = [...new Set(shown.map(link => link.closest('.contents > ol > li')))];
  const current = contents.querySelector(':target-current')?.closest('.contents > ol > li');
  return {
    hidden: contents.scrollHeight - contents.clientHeight,
    top: contents.getBoundingClientRect().top,
    sectionsOpen: open.length,
    isCurrent: open[0] === current,
  };
})`;
const seen = z.object({ hidden: z.number(), top: z.number(), sectionsOpen: z.number(), isCurrent: z.boolean() });

test.each([
  { language: 'en', width: 1366, height: 650 },
  { language: 'ru', width: 1280, height: 900 },
  { language: 'be', width: 1024, height: 650 },
])(
  'the contents of a long piece fit the screen at $width × $height wherever it is read',
  async ({ language, width, height }) => {
    const page = await archive.open(pathOf('review', language), { viewport: { width, height } });
    const targets = z
      .array(z.string())
      .parse(
        await page.evaluate("[...document.querySelectorAll('.contents a')].map(link => link.getAttribute('href'))"),
      );
    expect(targets.length).toBeGreaterThan(25);
    for (const target of targets) {
      await page.evaluate(`document.querySelector('${target}').scrollIntoView()`);
      const { top, ...rest } = seen.parse(await page.evaluate(look));
      expect(rest, `${language} ${target}`).toEqual({ hidden: 0, sectionsOpen: 1, isCurrent: true });
      expect(top).toBeGreaterThanOrEqual(0);
    }
    await page.close();
  },
);

test('on a phone the contents name the sections alone', async () => {
  const page = await archive.open(pathOf('review', 'be'), { viewport: { width: 390, height: 800 } });
  await page.locator('.prose h3').nth(3).scrollIntoViewIfNeeded();
  expect(seen.parse(await page.evaluate(look)).sectionsOpen).toBe(0);
  await page.close();
});
