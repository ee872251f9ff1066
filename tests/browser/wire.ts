import type { Browser } from 'playwright-core';

/** What one address cost a reader whose browser had nothing yet. */
export interface Transfer {
  readonly path: string;
  /** `Document`, `Stylesheet`, `Font`, `Script`, `Image`, … as Chromium names it. */
  readonly kind: string;
  /** Bytes on the wire, headers of the answer included. */
  readonly bytes: number;
}

/**
 * Reads a page to its end as a new reader and tells what travelled, by the browser's own network log. The screen is a good telephone's:
 * the finest pictures are fetched.
 */
export async function transfersOf(browser: Browser, url: string): Promise<readonly Transfer[]> {
  const page = await browser.newPage({ viewport: { width: 390, height: 800 }, deviceScaleFactor: 3 });
  const log = await page.context().newCDPSession(page);
  const asked = new Map<string, Omit<Transfer, 'bytes'>>();
  const transfers: Transfer[] = [];
  log.on('Network.requestWillBeSent', ({ requestId, request, type }) => {
    asked.set(requestId, { path: new URL(request.url).pathname, kind: type ?? 'Other' });
  });
  log.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const request = asked.get(requestId);
    if (request !== undefined) transfers.push({ ...request, bytes: encodedDataLength });
  });
  await log.send('Network.enable');
  await page.goto(url, { waitUntil: 'networkidle' });
  // Letters and pictures that are asked for only where they are seen.
  await page.evaluate('window.scrollTo(0, document.body.scrollHeight)');
  await page.waitForLoadState('networkidle');
  await page.close();
  return transfers;
}

export function sumBytes(transfers: readonly Transfer[]): number {
  return transfers.reduce((sum, { bytes }) => sum + bytes, 0);
}
