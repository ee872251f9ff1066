import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type Archive, openArchive } from './archive.ts';
import { everyKind } from './page-kinds.ts';

let archive: Archive;
beforeAll(async () => {
  archive = await openArchive();
});
afterAll(() => archive.close());

const report = z.object({
  violations: z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) })),
});

/** `color-contrast: <p>…</p>`, one for each rule that is broken. */
async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate("axe.run({ rules: { 'color-contrast-enhanced': { enabled: true } } })");
  return report.parse(found).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

const looks = [
  { colorScheme: 'light', viewport: { width: 380, height: 800 } },
  { colorScheme: 'dark', viewport: { width: 1200, height: 800 } },
] as const;

test.each(everyKind)(
  'the page "$kind" has no accessibility fault in any language, light or dark, with contrasts of 7',
  async ({ paths }) => {
    const faults: string[] = [];
    for (const look of looks) {
      const page = await archive.browser.newPage(look);
      for (const path of paths) {
        await archive.visit(page, path);
        faults.push(...(await faultsOf(page)).map(fault => `${path} ${look.colorScheme} ${fault}`));
      }
      await page.close();
    }
    expect(faults).toEqual([]);
  },
);

test('a faint word on a page is seen', async () => {
  const page = await archive.open('/be/about/', { bypassCSP: true });
  await page.addStyleTag({ content: 'p { color: #777 !important }' });
  expect((await faultsOf(page)).join()).toContain('color-contrast-enhanced');
  await page.close();
});
