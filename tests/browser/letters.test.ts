import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Archive, openArchive } from './archive.ts';

let archive: Archive;
beforeAll(async () => {
  archive = await openArchive();
});
afterAll(() => archive.close());

const texts = ['Plain', 'Мова', 'Їжак', 'éü', 'Șčłő', 'Ђјљ'];

test('every letter of Latin and Cyrillic, rare ones too, is of the site’s own typeface, in each weight and in italics', async () => {
  const page = await archive.open('/en/about/');
  const log = await page.context().newCDPSession(page);
  await Promise.all([log.send('DOM.enable'), log.send('CSS.enable')]);
  await page.evaluate("document.querySelector('main p').id = 'sample'");
  const strange: string[] = [];
  for (const weight of [400, 620, 700])
    for (const style of ['normal', 'italic'])
      for (const text of texts) {
        await page.evaluate(`(async () => {
          const { style } = sample;
          style.fontWeight = ${weight};
          style.fontStyle = '${style}';
          sample.textContent = '${text}';
          sample.getBoundingClientRect();
          await document.fonts.ready;
        })()`);
        const { root } = await log.send('DOM.getDocument');
        const { nodeId } = await log.send('DOM.querySelector', { nodeId: root.nodeId, selector: '#sample' });
        const { fonts } = await log.send('CSS.getPlatformFontsForNode', { nodeId });
        if (fonts.some(font => !font.isCustomFont)) strange.push(`${text} ${weight} ${style}`);
      }
  expect(strange).toEqual([]);
  await page.close();
});
