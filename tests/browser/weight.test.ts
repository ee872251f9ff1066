import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Archive, openArchive } from './archive.ts';
import { pageKinds, pathOf, siteLanguages } from './page-kinds.ts';
import { sumBytes, transfersOf } from './wire.ts';

let archive: Archive;
beforeAll(async () => {
  archive = await openArchive();
});
afterAll(() => archive.close());

const mostBytes = 60_000;

test.each(siteLanguages)(
  'a commentary in %s without pictures and with emphasis is at most 60 kB on the wire, its letters included, and no script',
  async language => {
    const path = pathOf('commentary', language);
    const transfers = await transfersOf(archive.browser, archive.address + path);
    expect(transfers.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['Document', 'Stylesheet', 'Font']));
    // Upright Latin and Cyrillic, which the choice of a language needs (in English those of their names), and the italics of its own letters.
    expect(transfers.filter(({ kind }) => kind === 'Font')).toHaveLength(3);
    expect(transfers.filter(({ kind }) => kind === 'Script')).toEqual([]);
    // The author's face as fine as the screen shows it.
    expect(transfers.filter(({ kind }) => kind === 'Image')).toHaveLength(1);
    expect(sumBytes(transfers), JSON.stringify(transfers, null, 1)).toBeLessThanOrEqual(mostBytes);
  },
);

test('no page asks anybody but its own host and none but the search for a script', async () => {
  const page = await archive.browser.newPage();
  const asked: { url: string; type: string }[] = [];
  page.on('request', request => asked.push({ url: request.url(), type: request.resourceType() }));
  for (const kind of pageKinds.filter(each => each !== 'search' && each !== 'results'))
    await page.goto(archive.address + pathOf(kind, 'be'), { waitUntil: 'networkidle' });
  expect(asked.filter(({ url }) => !url.startsWith(`${archive.address}/`))).toEqual([]);
  expect(asked.filter(({ type }) => type === 'script')).toEqual([]);
  expect(asked.some(({ type }) => type === 'font')).toBe(true);
  await page.close();
});
