import type { Language } from '#i18n/languages.ts';
import * as addresses from '#render/addresses.ts';

// Paths on this site; the shapes are those of contracts.md, shared with the mails. Every link inside the site begins with `/` and is
// made here (by Astro for pictures, styles and fonts), or is a fragment of its own page. So a copy that is read from a folder or
// below a path needs one thing done to `href`, `src`, `srcset`, `action` and `url()`: `relativeTo`. What names the public place,
// in <head>, data blocks, feeds and the sitemap, is absolute and stays so. tests/site/dist-check.ts proves it of every page.

export const homePath = (language: Language) => addresses.homeAddress('', language);
export const issuePath = (language: Language, issue: string) => addresses.issueAddress('', language, issue);
/** `commentary` is `issue/slug`. */
export const commentaryPath = (language: Language, commentary: string) =>
  addresses.commentaryAddress('', language, commentary);
export const topicPath = (language: Language, topic: string) => addresses.topicAddress('', language, topic);
export const authorPath = (language: Language, author: string) => addresses.authorAddress('', language, author);
export const archivePath = (language: Language) => addresses.archiveAddress('', language);
export const pagePath = (language: Language, name: string) => `/${language}/${name}/`;
export const feedPath = (language: Language) => `/${language}/feed.xml`;
export const jsonFeedPath = (language: Language) => `/${language}/feed.json`;
export const topicFeedPath = (language: Language, topic: string) => `${topicPath(language, topic)}feed.xml`;
/** A sound as this site gives it out; `name` is made from its bytes. */
export const soundPath = (name: string) => `/media/${name}`;
/** How the situation moved in one year; without a year the way to the newest. */
export const trendsPath = (language: Language, year?: string) =>
  `/${language}/trends/${year === undefined ? '' : `${year}/`}`;
export const searchPath = (language: Language) => `/${language}/search/`;

/**
 * The way from a page of this site to a target on it, both as paths from its root: `relativeTo('/be/2024-04-15/', '/en/#text')` is
 * `../../en/#text`. A browser that resolves it at the page's address comes to the target, wherever the root is.
 */
export function relativeTo(page: string, target: string): string {
  const [, path = '', rest = ''] = /^([^?#]*)(.*)$/s.exec(target) ?? [];
  if (path === page) return rest === '' ? './' : rest;
  const from = page.split('/').slice(1, -1);
  const to = path.split('/').slice(1);
  let shared = 0;
  while (shared < from.length && shared < to.length - 1 && from[shared] === to[shared]) shared += 1;
  const way = '../'.repeat(from.length - shared) + to.slice(shared).join('/');
  // A first part with a colon would be read as a scheme (RFC 3986, 4.2).
  return (way === '' || /^[^/]*:/.test(way) ? `./${way}` : way) + rest;
}
