import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type Archive, openArchive } from './archive.ts';
import { everyPath } from './page-kinds.ts';

let archive: Archive;
beforeAll(async () => {
  archive = await openArchive();
});
afterAll(() => archive.close());

const order = z.object({
  headings: z.array(z.number()),
  /** Names of the parts of the frame as they come. */
  frame: z.array(z.string()),
  skips: z.array(z.string()),
  pictures: z.array(z.number()),
});

const look = `(() => ({
  headings: [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(({ tagName }) => Number(tagName.slice(1))),
  frame: [...document.querySelectorAll('body > :is(header, main, footer)')].map(({ tagName }) => tagName),
  skips: [...document.querySelectorAll('body > a:first-child, body > a:first-child + a')].map(a => a.getAttribute('href')),
  pictures: [...document.querySelectorAll('svg')].map(svg => svg.getBoundingClientRect().width),
}))()`;

test('without its style sheets every page reads from its head through its text to its foot', async () => {
  const page = await archive.browser.newPage({ viewport: { width: 800, height: 800 } });
  await page.route('**/*.css', route => route.abort());
  for (const path of everyPath) {
    await archive.visit(page, path);
    expect(await page.evaluate('getComputedStyle(document.body).margin'), path).toBe('8px');
    const { headings, frame, skips, pictures } = order.parse(await page.evaluate(look));
    expect(
      headings.filter(level => level === 1),
      path,
    ).toHaveLength(1);
    // A heading is never deeper than the one before it by more than one step.
    for (const [at, level] of headings.entries()) {
      const before = headings[at - 1] ?? 0;
      expect(level - before, `${path}: heading ${at + 1} of ${headings}`).toBeLessThanOrEqual(1);
    }
    if (frame.length > 1) {
      expect(frame, path).toEqual(['HEADER', 'MAIN', 'FOOTER']);
      expect(skips, path).toEqual(['#text', '#end']);
    } else expect(frame, path).toEqual(['MAIN']);
    // What catches a pointer must not cover the mark below it.
    expect(
      await page.evaluate(
        "[...document.querySelectorAll('rect.hit')].filter(r => getComputedStyle(r).fill !== 'none').length",
      ),
      path,
    ).toBe(0);
    // A drawing without a width of its own would fill the screen.
    expect(Math.max(0, ...pictures), path).toBeLessThanOrEqual(900);
  }
  await page.close();
});
