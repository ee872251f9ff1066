import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Archive, openArchive } from './archive.ts';
import { pathsToLookAt } from './page-kinds.ts';

let archive: Archive;
let paths: readonly string[];
beforeAll(async () => {
  archive = await openArchive();
  paths = pathsToLookAt(archive.site.files);
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

describe.each([
  { colorScheme: 'light', width: 380 },
  { colorScheme: 'dark', width: 1200 },
] as const)('in the $colorScheme scheme on a screen of $width pixels', ({ colorScheme, width }) => {
  test('no page of any kind in any language has an accessibility fault, with contrasts of 7', async () => {
    // The content security policy of the site would not let axe in.
    const page = await archive.browser.newPage({ colorScheme, viewport: { width, height: 800 }, bypassCSP: true });
    const faults: string[] = [];
    for (const path of paths) {
      await page.goto(archive.address + path);
      faults.push(...(await faultsOf(page)).map(fault => `${path} ${fault}`));
    }
    expect(faults).toEqual([]);
    await page.close();
  });
});

test('a faint word on a page is seen', async () => {
  const page = await archive.open('/be/about/', { bypassCSP: true });
  await page.addStyleTag({ content: 'p { color: #777 !important }' });
  expect((await faultsOf(page)).join()).toContain('color-contrast-enhanced');
  await page.close();
});
