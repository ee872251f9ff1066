import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type Archive, openArchive } from './archive.ts';
import { pathOf, siteLanguages } from './page-kinds.ts';

let archive: Archive;
beforeAll(async () => {
  archive = await openArchive();
});
afterAll(() => archive.close());

test.each([
  { reader: 'a finger', viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true },
  { reader: 'a mouse', viewport: { width: 1280, height: 900 }, hasTouch: false, isMobile: false },
])('each mark of the board can be hit by $reader', async ({ reader, ...options }) => {
  for (const kind of ['home', 'trends', 'topic'] as const) {
    const page = await archive.open(pathOf(kind, 'ru'), options);
    const boxes = z
      .array(z.array(z.number()))
      .parse(
        await page.evaluate(
          "[...document.querySelectorAll('.board .hit')].map(e => e.getBoundingClientRect()).map(b => [b.width, b.height])",
        ),
      );
    expect(boxes.length, kind).toBeGreaterThan(2);
    for (const box of boxes) expect(Math.min(...box), `${kind} for ${reader}`).toBeGreaterThanOrEqual(24);
    await page.close();
  }
});

test.each([320, 390, 768, 1280])('no word of a topic is broken in the board, %i wide', async width => {
  for (const language of siteLanguages) {
    const page = await archive.open(pathOf('home', language), { viewport: { width, height: 800 } });
    const broken = await page.evaluate(`[...document.querySelectorAll('.board .label')].flatMap(label => {
      const text = document.createTreeWalker(label, NodeFilter.SHOW_TEXT).nextNode();
      return [...text.data.matchAll(/\\S+/g)].flatMap(({ 0: word, index }) => {
        const range = document.createRange();
        range.setStart(text, index);
        range.setEnd(text, index + word.length);
        return range.getClientRects().length > 1 ? [word] : [];
      });
    })`);
    expect(broken, language).toEqual([]);
    await page.close();
  }
});

test('topics and weeks over headlines can be hit, and are of the colour of links', async () => {
  const page = await archive.open(pathOf('weekly', 'ru'), { viewport: { width: 390, height: 800 } });
  for (const kind of ['weekly', 'home', 'issue', 'topic'] as const) {
    await archive.visit(page, pathOf(kind, 'ru'));
    const links = z
      .array(z.object({ height: z.number(), color: z.string() }))
      .parse(
        await page.evaluate(
          "[...document.querySelectorAll('.kicker a, .story-kicker a')].map(e => ({ height: e.getBoundingClientRect().height, color: getComputedStyle(e).color }))",
        ),
      );
    if (kind !== 'topic') expect(links.length, kind).toBeGreaterThan(0);
    for (const { height, color } of links) {
      expect(height, kind).toBeGreaterThanOrEqual(24);
      expect(color, kind).toBe('rgb(33, 64, 127)');
    }
  }
  await page.close();
});
