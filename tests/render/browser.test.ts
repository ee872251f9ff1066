import chromium from '@sparticuz/chromium';
import axe from 'axe-core';
import { type Browser, type Page, chromium as playwright } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { found, type Sent, selection, smallMail, whole } from './sample.ts';

let browser: Browser;

beforeAll(async () => {
  const executablePath = process.env.CHROMIUM_PATH ?? (await chromium.executablePath());
  // In a single process the browser ends with its first page.
  const args = chromium.args.filter(arg => arg !== '--single-process');
  browser = await playwright.launch({ executablePath, args });
});

afterAll(() => browser?.close());

const longest = { library: whole, selection: selection(whole, '2024-10-28', 'be') };

// Every block, every label, and the longest mail: colours and boxes are the same in the others.
const shown = [
  { name: 'of every block in English', mail: await smallMail('en') },
  { name: 'of every block, some borrowed', mail: await smallMail('be-ru') },
  { name: 'of the longest review', mail: await smallMail('be', longest) },
];

describe.each(shown)('the mail $name', ({ mail }) => {
  test.each(['light', 'dark'] as const)('passes axe in %s colours and asks nobody for anything', async colorScheme => {
    await withPage({ colorScheme }, mail, async (page, asked) => {
      expect(await axeFaults(page)).toEqual([]);
      expect(asked).toEqual([]);
    });
  });

  test('fits a phone, with pictures and without', async () => {
    await withPage({ viewport: { width: 360, height: 700 } }, mail, async page => {
      expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    });
    await withPage({ viewport: { width: 360, height: 700 } }, { ...mail, pictures: [] }, async page => {
      expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    });
  });
});

test('axe sees what is wrong', async () => {
  await withPage({}, { html: '<p style="color:#bbb;background:#fff">pale</p>', pictures: [] }, async page => {
    expect((await axeFaults(page)).join()).toContain('color-contrast');
  });
});

async function withPage(
  options: NonNullable<Parameters<Browser['newPage']>[0]>,
  { html, pictures }: Pick<Sent['mail'], 'html' | 'pictures'>,
  look: (page: Page, asked: readonly string[]) => Promise<void>,
): Promise<void> {
  const page = await browser.newPage(options);
  const asked: string[] = [];
  page.on('request', request => {
    if (/^(?:https?|wss?|ftp):/.test(request.url())) asked.push(request.url());
  });
  await page.route(/^https?:/, route => route.abort());
  const inside = pictures.reduce(
    (text, { cid, base64 }) => text.replaceAll(`cid:${cid}`, `data:image/jpeg;base64,${base64}`),
    found(html, 'html'),
  );
  await page.setContent(inside);
  await look(page, asked);
  await page.close();
}

/** What axe finds against WCAG 2.2 AA and its best practices; regions are of pages, not of letters. */
async function axeFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate<string[]>(
    `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], rules: { region: { enabled: false }, 'landmark-one-main': { enabled: false } } })
      .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => id + ': ' + html.slice(0, 200) + ' ' + failureSummary)))`,
  );
}
