import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type SampleSite, sampleSite } from '../site/sample-site.ts';
import { openBrowser } from './browser.ts';

let site: SampleSite;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  site = await sampleSite();
  browser = await openBrowser();
  page = await browser.newPage();
});
afterAll(async () => {
  await browser.close();
});

/** Runs a function, as its source, on a text inside the browser. */
async function inBrowser(source: string, text: string): Promise<unknown> {
  return page.evaluate(`(${source})(${JSON.stringify(text)})`);
}

test.each([
  'en/feed.xml',
  'be/feed.xml',
  'ru/feed.xml',
  'be/topics/belarus-west/feed.xml',
  'sitemap-0.xml',
  'sitemap-index.xml',
])('%s is well-formed', async file => {
  const look = `text => {
      const parsed = new DOMParser().parseFromString(text, 'application/xml');
      return { name: parsed.documentElement.nodeName, fault: parsed.querySelector('parsererror')?.textContent };
    }`;
  const root = await inBrowser(look, await site.text(file));
  expect(root).toEqual({ name: expect.stringMatching(/^(rss|urlset|sitemapindex)$/), fault: undefined });
});

const items = z.array(z.object({ link: z.string(), text: z.string(), addresses: z.array(z.string()) }));
const readItems = `text => {
  const parsed = new DOMParser().parseFromString(text, 'application/xml');
  return [...parsed.querySelectorAll('item')].map(item => {
    const html = item.getElementsByTagName('content:encoded')[0].textContent;
    const body = new DOMParser().parseFromString(html, 'text/html').body;
    return {
      link: item.querySelector('link').textContent,
      text: body.textContent,
      addresses: [...body.querySelectorAll('[src], [href]')].map(e => e.getAttribute('src') ?? e.getAttribute('href')),
    };
  });
}`;

test.each(['en', 'be', 'ru'] as const)('the feed in %s has the whole text of each commentary in it', async language => {
  const found = items.parse(await inBrowser(readItems, await site.text(`${language}/feed.xml`)));
  const { newsletter, issues } = site.library;
  const wanted = issues.flatMap(({ commentaries }) =>
    commentaries
      .filter(({ versions }) => versions[language] !== undefined)
      .map(({ id }) => `${newsletter.url}/${language}/${id}/`),
  );
  expect(found.map(({ link }) => link).toSorted()).toEqual(wanted.toSorted());
  const versions = issues.flatMap(({ commentaries }) => commentaries.flatMap(each => each.versions[language] ?? []));
  for (const { link, text, addresses } of found) {
    const reason = versions.find(({ commentary }) => link.endsWith(`/${commentary}/`))?.withdrawn;
    // Of a withdrawn piece the reason is all there is.
    if (reason === undefined) expect(text.length, link).toBeGreaterThan(1000);
    else expect(text, link).toContain(reason);
    for (const address of addresses) {
      expect(address).toMatch(/^(https?|mailto):/);
      const { origin, pathname } = new URL(address);
      if (origin === newsletter.url && /\.(webp|jpg|mp3)$/.test(pathname))
        expect(site.files).toContain(pathname.slice(1));
    }
  }
});

const alternates = z.array(z.object({ address: z.string(), links: z.array(z.tuple([z.string(), z.string()])) }));
const readAlternates = `text => {
  const parsed = new DOMParser().parseFromString(text, 'application/xml');
  return [...parsed.querySelectorAll('url')].map(url => ({
    address: url.querySelector('loc').textContent,
    links: [...url.getElementsByTagName('xhtml:link')].map(e => [e.getAttribute('hreflang'), e.getAttribute('href')]),
  }));
}`;

test('the sitemap names the same alternates as the pages themselves', async () => {
  const found = alternates.parse(await inBrowser(readAlternates, await site.text('sitemap-0.xml')));
  expect(found.length).toBeGreaterThan(50);
  for (const { address, links } of found) {
    const { dom } = site.page(new URL(address).pathname);
    const own = dom
      .querySelectorAll('link[hreflang]')
      .map(link => [link.getAttributeValue('hreflang'), link.getAttributeValue('href')]);
    expect(links.toSorted(), address).toEqual(own.length > 2 ? own.toSorted() : links.toSorted());
  }
});
