import { rm, symlink } from 'node:fs/promises';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DoorServer, startDoors } from '../server/door-server.ts';
import { type SampleSite, sampleSite } from '../site/sample-site.ts';
import { openBrowser } from './browser.ts';

let site: SampleSite;
let doors: DoorServer;
let bare: DoorServer;
let browser: Browser;
let reader: BrowserContext;
const complaints: string[] = [];

beforeAll(async () => {
  site = await sampleSite();
  doors = await startDoors();
  bare = await startDoors();
  await rm(doors.distFolder, { recursive: true });
  await symlink(site.dist, doors.distFolder);
  browser = await openBrowser();
  reader = await browser.newContext();
  reader.on('console', message => {
    if (/Content Security Policy/.test(message.text())) complaints.push(`${message.page()?.url()}: ${message.text()}`);
  });
});
afterAll(async () => {
  await browser.close();
  await doors.stop();
  await bare.stop();
});

test('the strict policy stops nothing on any kind of page, as the server sends it', async () => {
  const kinds = new Map(
    site.pages
      .filter(({ path }) => !path.startsWith('/_service/'))
      .map(({ path }) => [path.replace(/\d{4}(-[\w-]+)?|[\w-]+(?=\/$)/g, '*'), path]),
  );
  const { u, p } = await doors.join('reader@example.org');
  for (const path of [...kinds.values(), '/be/nothing/', '/u/forged', u, p]) {
    // One page for all was now and then told of the navigation before, when the machine was busy.
    const page = await reader.newPage();
    await page.goto(doors.url + path);
    await page.close();
  }
  expect(complaints).toEqual([]);
  expect(kinds.size).toBeGreaterThan(5);
});

test('a plain page of the doors has its dress, and a dress of others it has not', async () => {
  const page = await reader.newPage();
  await page.goto(`${bare.url}/u/forged`);
  const width = 'getComputedStyle(document.body).maxWidth';
  expect(await page.evaluate(width)).not.toBe('none');
  const added = `(() => {
    const style = document.createElement('style');
    style.textContent = 'body { max-width: 7px !important }';
    document.head.append(style);
    return ${width};
  })()`;
  expect(await page.evaluate(added)).not.toBe('7px');
  expect(complaints.splice(0)).toHaveLength(1);
});
