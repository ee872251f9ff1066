import type { Page } from 'playwright-core';

/** Leads a page to an address, and waits for the results of a search. */
export async function visit(page: Page, url: string): Promise<void> {
  await page.goto(url);
  if (url.includes('/search/#')) await page.locator('[data-search-results] > li').first().waitFor();
}
