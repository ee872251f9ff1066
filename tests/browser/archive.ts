import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { type SampleSite, sampleSite } from '../site/sample-site.ts';
import { serveArchive } from './archive-server.ts';
import { openBrowser } from './browser.ts';
import { visit as visitPage } from './visit.ts';

/** The sample's site as readers meet it: served, with a browser to look at it. */
export interface Archive {
  readonly site: SampleSite;
  readonly browser: Browser;
  /** `http://127.0.0.1:1234`, without a slash at the end. */
  readonly address: string;
  /** A page of a reader of its own, at a path. */
  readonly open: (path: string, reader?: BrowserContextOptions) => Promise<Page>;
  /** Leads a page to a path, and waits for the results of a search. */
  readonly visit: (page: Page, path: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function openArchive(): Promise<Archive> {
  const [site, browser] = await Promise.all([sampleSite(), openBrowser()]);
  const server = await serveArchive(site.dist);
  const address = server.url;
  const visit = (page: Page, path: string): Promise<void> => visitPage(page, address + path);
  return {
    ...{ site, browser, address, visit },
    open: async (path, reader = {}) => {
      const page = await browser.newPage(reader);
      await visit(page, path);
      return page;
    },
    close: async () => {
      await browser.close();
      await server.close(0);
    },
  };
}
