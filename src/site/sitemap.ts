import type { SitemapOptions } from '@astrojs/sitemap';
import type { Library } from '#content/model.ts';
import { archivePath, authorPath, commentaryPath, homePath, issuePath, topicPath, trendsPath } from './addresses.ts';
import { aliasRoutes } from './routes.ts';
import { modifiedAt } from './structured-data.ts';

/** Every page that may be found, with the same page in the other languages and the day of its last change; no errors, redirects or pages of the doors. */
export function sitemapOptions(library: Library): NonNullable<SitemapOptions> {
  const { languages } = library.newsletter;
  const aliases = aliasRoutes(library).map(({ params }) => `/${params.lang}/${params.issue}/${params.alias}/`);
  const moved = new Set([...aliases, ...languages.map(language => trendsPath(language))]);
  const changed = lastChanges(library);
  return {
    // Pages of the same path below /<language>/ are each other's alternates.
    i18n: { defaultLocale: languages[0] ?? 'en', locales: Object.fromEntries(languages.map(each => [each, each])) },
    filter: address => {
      const { pathname } = new URL(address);
      return !pathname.startsWith('/_service/') && !moved.has(pathname);
    },
    serialize: item => {
      // The page that chooses a language is nobody's alternate; Astro takes it for the first language.
      const isChoice = (address: string) => new URL(address).pathname === '/';
      if (isChoice(item.url)) return { url: item.url };
      const lastmod = changed.get(new URL(item.url).pathname);
      const dated = { ...item, ...(lastmod !== undefined && { lastmod }) };
      const links = (item.links ?? []).filter(({ url }) => !isChoice(url));
      const [first] = languages.flatMap(language => links.find(({ lang }) => lang === language) ?? []);
      return first === undefined ? dated : { ...dated, links: [...links, { ...first, lang: 'x-default' }] };
    },
  };
}

/** By path, when a page that shows commentaries last had a new or a corrected one. */
function lastChanges(library: Library): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const note = (path: string, at: string) => {
    if (at > (found.get(path) ?? '')) found.set(path, at);
  };
  for (const { id, commentaries } of library.issues)
    for (const { topic, versions } of commentaries)
      for (const version of Object.values(versions)) {
        const { language, commentary, authors } = version;
        const paths = [homePath, archivePath].map(path => path(language));
        const at = modifiedAt(version);
        for (const path of [
          ...paths,
          issuePath(language, id),
          commentaryPath(language, commentary),
          topicPath(language, topic),
        ])
          note(path, at);
        for (const author of authors) note(authorPath(language, author), at);
      }
  return found;
}
