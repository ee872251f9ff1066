import type { Browser, Page } from 'playwright-core';
import { visit } from '../../tests/browser/visit.ts';

/** A screen that a page is looked at on. */
export interface Look {
  readonly name: string;
  readonly width: number;
  /** Of the page, how much from its top is taken. */
  readonly mostHeight: number;
  readonly colorScheme: 'light' | 'dark';
}

export const looks: readonly Look[] = [
  { name: 'phone, light', width: 390, mostHeight: 1600, colorScheme: 'light' },
  { name: 'phone, dark', width: 390, mostHeight: 1600, colorScheme: 'dark' },
  { name: 'desktop, light', width: 1280, mostHeight: 1500, colorScheme: 'light' },
  { name: 'desktop, dark', width: 1280, mostHeight: 1500, colorScheme: 'dark' },
];

/** What a page shows: an address, or HTML of its own. */
export type Shown = { readonly url: string } | { readonly html: string };

/** The page from its top, as PNG: no more of it than the look takes. */
export async function takePicture(browser: Browser, shown: Shown, look: Look, media: 'screen' | 'print' = 'screen') {
  const { width, mostHeight, colorScheme } = look;
  const page = await browser.newPage({ colorScheme, viewport: { width, height: 900 } });
  try {
    await page.emulateMedia({ media, colorScheme });
    await open(page, shown);
    const height = Math.min(mostHeight, await page.evaluate<number>('document.documentElement.scrollHeight'));
    // Pictures that are asked for only where they are seen.
    for (let top = 0; top < height; top += 800) await page.evaluate(`window.scrollTo(0, ${top})`);
    await page.evaluate('window.scrollTo(0, 0)');
    await page.waitForLoadState('networkidle');
    return await page.screenshot({ fullPage: true, clip: { x: 0, y: 0, width, height } });
  } finally {
    await page.close();
  }
}

async function open(page: Page, shown: Shown): Promise<void> {
  if ('url' in shown) await visit(page, shown.url);
  else await page.setContent(shown.html, { waitUntil: 'load' });
  await page.evaluate('document.fonts.ready.then(() => undefined)');
}
