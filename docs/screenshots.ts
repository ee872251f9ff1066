/** Takes the pictures of README.md from the sample content: `npm run screenshots`. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { openLibrary } from '#content/library.ts';
import { latestIssue } from '#content/queries.ts';
import { select } from '#content/selection.ts';
import { renderVariant } from '#render/mail.ts';
import { buildSite } from '#site/build.ts';
import { serveArchive } from '../tests/browser/archive-server.ts';
import { openBrowser } from '../tests/browser/browser.ts';

const root = join(import.meta.dirname, '..');
const folder = await mkdtemp(join(tmpdir(), 'vesnik-screenshots-'));
await buildSite({ root, outDir: folder, now: new Date() });
await writeFile(join(folder, 'mail.html'), await newestMail('be'));
const [server, browser] = [await serveArchive(folder), await openBrowser()];
try {
  await takePicture('/be/', 'home-be', { width: 1200, height: 1180 });
  await takePicture('/mail.html', 'mail-be', { width: 700, height: 1180 });
} finally {
  await browser.close();
  await server.close();
  await rm(folder, { recursive: true, force: true });
}

/** The newest issue as the list's readers see it, its pictures in the page instead of beside it. */
async function newestMail(listId: string): Promise<string> {
  const { library } = await openLibrary({ root, now: new Date(), drafts: false });
  const issue = library && latestIssue(library);
  const list = library?.newsletter.lists.find(({ id }) => id === listId);
  if (library === undefined || issue === undefined || list === undefined)
    throw new Error('the sample content cannot be read');
  const order = {
    library,
    selection: select(library, issue, list),
    form: 'normal',
    doorsUrl: library.newsletter.url,
  } as const;
  const { html = '', pictures } = await renderVariant(order);
  return pictures.reduce(
    (page, { cid, mediaType, base64 }) => page.replaceAll(`cid:${cid}`, `data:${mediaType};base64,${base64}`),
    html,
  );
}

async function takePicture(path: string, name: string, viewport: { width: number; height: number }): Promise<void> {
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  await page.goto(`${server.url}${path}`);
  await page.waitForLoadState('networkidle');
  const png = await page.screenshot();
  await sharp(png)
    .png({ palette: true, quality: 90 })
    .toFile(join(import.meta.dirname, 'pictures', `${name}.png`));
  await context.close();
}
