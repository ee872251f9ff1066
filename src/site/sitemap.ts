import type { SitemapOptions } from '@astrojs/sitemap';
import type { Library } from '#content/model.ts';
import { aliasRoutes } from './routes.ts';

/** Every page that may be found, with the same page in the other languages; no errors, redirects or pages of the doors. */
export function sitemapOptions(library: Library): NonNullable<SitemapOptions> {
  const { languages } = library.newsletter;
  const moved = new Set(aliasRoutes(library).map(({ params }) => `/${params.lang}/${params.issue}/${params.alias}/`));
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
      const links = (item.links ?? []).filter(({ url }) => !isChoice(url));
      const [first] = languages.flatMap(language => links.find(({ lang }) => lang === language) ?? []);
      return first === undefined ? item : { ...item, links: [...links, { ...first, lang: 'x-default' }] };
    },
  };
}
