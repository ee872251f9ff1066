import type { Library } from '#content/model.ts';
import { isLanguage } from '#i18n/languages.ts';
import { archivePath, authorPath, commentaryPath, homePath, issuePath, topicPath, trendsPath } from './addresses.ts';
import { aliasRoutes } from './routes.ts';
import { modifiedAt } from './structured-data.ts';
import { element, type Markup, xmlDocument } from './xml.ts';

/** No file may name more addresses (sitemaps.org). */
const most = 50_000;

/**
 * The sitemap as files by their names. Of the built site's files it tells every page that may be found, with the same page in the
 * other languages and the moment of its last change; no errors, redirects or pages of the doors.
 */
export function sitemap(library: Library, files: readonly string[]): Readonly<Record<string, string>> {
  const { url, languages } = library.newsletter;
  const moved = new Set([
    ...aliasRoutes(library).map(({ params }) => `/${params.lang}/${params.issue}/${params.alias}/`),
    ...languages.map(language => trendsPath(language)),
  ]);
  const paths = files
    .filter(file => /(?:^|\/)index\.html$/.test(file) && !file.startsWith('_'))
    .map(file => `/${file.slice(0, -'index.html'.length)}`)
    .filter(path => !moved.has(path))
    .sort();
  const changes = lastChanges(library);
  const entryOf = entryWriter(library, new Set(paths), changes);
  const parts = Array.from({ length: Math.max(1, Math.ceil(paths.length / most)) }, (_, at) =>
    paths.slice(at * most, (at + 1) * most),
  );
  const named = parts.map((part, at) => ({ name: `sitemap-${at}.xml`, part }));
  const index = named.map(({ name, part }) =>
    element('sitemap', {}, [element('loc', {}, `${url}/${name}`), ...lastmod(part.map(path => changes.get(path)))]),
  );
  return {
    ...Object.fromEntries(
      named.map(({ name, part }) => [
        name,
        xmlDocument(element('urlset', { xmlns, 'xmlns:xhtml': xhtml }, part.map(entryOf))),
      ]),
    ),
    'sitemap-index.xml': xmlDocument(element('sitemapindex', { xmlns }, index)),
  };
}

const xmlns = 'http://www.sitemaps.org/schemas/sitemap/0.9';
const xhtml = 'http://www.w3.org/1999/xhtml';

function entryWriter({ newsletter }: Library, paths: ReadonlySet<string>, changes: ReadonlyMap<string, string>) {
  const { url, languages } = newsletter;
  return (path: string): Markup => {
    const [, language = '', rest = ''] = /^\/([^/]+)(\/.*)$/.exec(path) ?? [];
    // Pages of the same path below /<language>/ are each other's alternates. The page that chooses a language is nobody's.
    const versions = isLanguage(language)
      ? languages
          .map(each => ({ hreflang: each.toString(), path: `/${each}${rest}` }))
          .filter(each => paths.has(each.path))
      : [];
    const [first] = versions;
    const all = first === undefined || versions.length < 2 ? [] : [...versions, { ...first, hreflang: 'x-default' }];
    return element('url', {}, [
      element('loc', {}, url + path),
      ...lastmod([changes.get(path)]),
      ...all.map(each => element('xhtml:link', { rel: 'alternate', hreflang: each.hreflang, href: url + each.path })),
    ]);
  };
}

function lastmod(moments: readonly (string | undefined)[]): Markup[] {
  const newest = moments
    .filter(moment => moment !== undefined)
    .toSorted()
    .at(-1);
  return newest === undefined ? [] : [element('lastmod', {}, newest)];
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
