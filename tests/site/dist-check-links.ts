import { relativeTo } from '#site/addresses.ts';
import type { DistFault, ReadSite } from './dist-check.ts';
import type { CheckedPage } from './dist-check-page.ts';

/**
 * Every address of the site itself leads to a file, and its fragment to an element: on pages, in style sheets, feeds and the sitemap.
 * No id stands twice. A link inside the site can be made relative.
 */
export function linkFaults(site: ReadSite): DistFault[] {
  return [
    ...[...site.pages.values()].flatMap(page => pageFaults(site, page)),
    ...fileFaults(site),
    ...sitemapFaults(site),
  ];
}

function pageFaults(site: ReadSite, page: CheckedPage): DistFault[] {
  const says = (rule: string, message: string): DistFault => ({ file: page.file, rule, message });
  const twice = page.ids.filter((id, at) => page.ids.indexOf(id) !== at);
  return [
    ...[...new Set(twice)].map(id => says('duplicate-id', id)),
    ...addressesOf(page).flatMap(address => {
      const broken = brokenAddress(site, page.path, address);
      if (broken !== undefined) return [says('link', `${address}: ${broken}`)];
      return cannotBeRelative(site, page.path, address) ? [says('relative', address)] : [];
    }),
    ...fullAddresses(site, page).map(address => says('relative', address)),
  ];
}

/** Links of a reader that name the site's own host: on a mirror they would lead away from it. */
function fullAddresses({ url }: ReadSite, { elements }: CheckedPage): string[] {
  return elements
    .filter(({ name }) => name === 'a')
    .flatMap(({ attributes }) => attributes.get('href') ?? [])
    .filter(href => /^https?:/i.test(href) && URL.parse(href)?.origin === url);
}

/** Attributes that hold addresses; a list of pictures holds several. */
const single = ['href', 'src', 'action', 'formaction', 'poster', 'data', 'cite', 'background', 'xlink:href'];

function addressesOf({ elements }: CheckedPage): string[] {
  return elements
    .flatMap(({ attributes }) => [
      ...single.flatMap(name => attributes.get(name) ?? []),
      ...['srcset', 'imagesrcset'].flatMap(name => (attributes.get(name) ?? '').split(',').map(firstWord)),
    ])
    .filter(address => address !== '' && !address.includes('[['));
}

function firstWord(text: string): string {
  return text.trim().split(/\s+/)[0] ?? '';
}

/** What is wrong with an address of the site; undefined where nothing is, and for foreign ones. */
function brokenAddress(site: ReadSite, path: string, address: string): string | undefined {
  if (!URL.canParse(address, site.url + path)) return 'is no address';
  const { origin, pathname, hash } = new URL(address, site.url + path);
  if (origin !== new URL(site.url).origin || isDoor(pathname)) return undefined;
  const asked = decodeURIComponent(pathname);
  const file = `${asked.slice(1)}${asked.endsWith('/') ? 'index.html' : ''}`;
  if (!site.files.has(file)) return 'leads to no file';
  const target = site.pages.get(asked);
  const id = decodeURIComponent(hash.slice(1));
  return id !== '' && target !== undefined && !target.ids.includes(id) ? `#${id} is not there` : undefined;
}

/** The doors answer at addresses that are no files. */
function isDoor(pathname: string): boolean {
  return /^\/(?:subscribe|c|u|p)(?:\/|$)/.test(pathname);
}

function cannotBeRelative({ url }: ReadSite, path: string, address: string): boolean {
  if (!address.startsWith('/')) return false;
  const elsewhere = new URL(`https://mirror.example/some/folder${path}`);
  return (
    new URL(relativeTo(path, address), elsewhere).href !==
    `https://mirror.example/some/folder${new URL(address, url).href.slice(new URL(url).origin.length)}`
  );
}

function fileFaults(site: ReadSite): DistFault[] {
  return [...site.files].flatMap(([file, bytes]) => {
    if (!/\.css$|feed\.xml$|feed\.json$|^robots\.txt$|^sitemap[^/]*\.xml$/.test(file)) return [];
    const text = bytes
      .toString('utf8')
      .replaceAll('&quot;', '"')
      .replaceAll('\\"', '"')
      .replaceAll('&lt;', '<')
      .replaceAll('&amp;', '&');
    const found = file.endsWith('.css')
      ? [...text.matchAll(/url\(["']?([^"')]+)/g)].map(([, address = '']) => address)
      : [...text.matchAll(/https?:\/\/[^\s"'<>]+/g)]
          .map(([address]) => address)
          .filter(each => each.startsWith(`${site.url}/`));
    return [...new Set(found)].flatMap(address => {
      const broken = brokenAddress(site, `/${file}`, address);
      return broken === undefined ? [] : [{ file, rule: 'link', message: `${address}: ${broken}` }];
    });
  });
}

/** The sitemap holds every listed page, and only those. */
function sitemapFaults({ url, files, pages }: ReadSite): DistFault[] {
  const maps = [...files]
    .filter(([file]) => /^sitemap-\d+\.xml$/.test(file))
    .map(([, bytes]) => bytes.toString('utf8'));
  const named = new Set(
    maps.flatMap(text => [...text.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address = '']) => address)),
  );
  const listed = new Set([...pages.values()].filter(({ isUnlisted }) => !isUnlisted).map(({ path }) => url + path));
  const robots = files.get('robots.txt')?.toString('utf8') ?? '';
  const file = 'sitemap-index.xml';
  return [
    ...[...listed.difference(named)].map(address => ({ file, rule: 'sitemap', message: `${address} is missing` })),
    ...[...named.difference(listed)].map(address => ({ file, rule: 'sitemap', message: `${address} is not listed` })),
    ...(robots.includes(`Sitemap: ${url}/${file}`)
      ? []
      : [{ file: 'robots.txt', rule: 'sitemap', message: 'names none' }]),
  ];
}
