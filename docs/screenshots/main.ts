/**
 * Takes pictures of the sample: `npm run screenshots` writes those of README.md into docs/pictures/ and a sheet of every kind of
 * page × language × look, of the doors' pages, of paper and of the mail into .cache/screenshots/. With names of sheets
 * (`npm run screenshots -- home topic`) it draws those alone.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { openLibrary } from '#content/library.ts';
import { buildSite } from '#site/build.ts';
import { serveArchive } from '../../tests/browser/archive-server.ts';
import { openBrowser } from '../../tests/browser/browser.ts';
import { looks, takePicture } from './looks.ts';
import { newestMails } from './mails.ts';
import { takeReadmePictures } from './readme-pictures.ts';
import { type Cell, drawSheet } from './sheet.ts';
import { type Subject, subjectsOf } from './subjects.ts';

const root = join(import.meta.dirname, '..', '..');
const sheets = join(root, '.cache', 'screenshots');
const asked = process.argv.slice(2);
const now = new Date();
// A4 between margins of 1 cm, at 96 pixels an inch.
const paper = { name: 'paper', width: 718, mostHeight: 3000, colorScheme: 'light' } as const;

const { library } = await openLibrary({ root, now, drafts: false });
if (library === undefined) throw new Error('the sample content cannot be read');
const mails = await newestMails(library);
const folder = await mkdtemp(join(tmpdir(), 'vesnik-screenshots-'));
await buildSite({ root, outDir: folder, now });
const [server, browser] = [await serveArchive(folder), await openBrowser()];
try {
  await mkdir(sheets, { recursive: true });
  const subjects = subjectsOf(server.url, mails);
  const unknown = asked.filter(name => !subjects.some(subject => subject.name === name));
  if (unknown.length > 0)
    throw new RangeError(`No sheet is called ${unknown}. There are: ${subjects.map(({ name }) => name).join(', ')}`);
  if (asked.length === 0) await takeReadmePictures(browser, server.url, mails, join(root, 'docs', 'pictures'));
  for (const subject of subjects)
    if (asked.length === 0 || asked.includes(subject.name)) await writeSheet(browser, subject);
} finally {
  await browser.close();
  await server.close(0);
  await rm(folder, { recursive: true, force: true });
}

async function writeSheet(browser: Browser, { name, versions, media }: Subject): Promise<void> {
  const cells: Cell[] = [];
  for (const look of media === 'print' ? [paper] : looks)
    for (const { label, shown } of versions) {
      const png = await takePicture(browser, shown, look, media);
      cells.push({ label: `${label}, ${look.name}`, png, width: look.width > 700 ? 600 : 295 });
    }
  const file = join(sheets, `${name}.png`);
  await writeFile(file, await drawSheet(browser, name, cells));
  console.log(file);
}
