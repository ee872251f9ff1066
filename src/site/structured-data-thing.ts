import type { Library } from '#content/model.ts';
import type { Author } from '#content/publication.ts';
import type { Language } from '#i18n/languages.ts';
import { cleanText } from '#render/escape.ts';
import { authorPath, homePath } from './addresses.ts';
import { newsletterCard, type ShareCard, sharePath, shareSize } from './share/card.ts';

/** Something that schema.org has a type for. */
export interface Thing {
  readonly '@type': string;
  readonly [property: string]: Value | undefined;
}

type Value = string | number | boolean | Thing | readonly Thing[] | readonly string[];

/** An author with a page. */
export function person({ id, name, role, biography }: Author, { newsletter }: Library, language: Language): Thing {
  const at = newsletter.url + authorPath(language, id);
  return {
    '@type': 'Person',
    '@id': at,
    url: at,
    name: cleanText(name[language]),
    ...(role && { jobTitle: cleanText(role[language]) }),
    ...(biography && { description: cleanText(biography[language]) }),
  };
}

/** The newsletter's site in a language. */
export function website(library: Library, language: Language): Thing {
  const { url, name, tagline } = library.newsletter;
  return {
    '@type': 'WebSite',
    '@id': `${url}${homePath(language)}#site`,
    url: url + homePath(language),
    name: cleanText(name[language]),
    description: cleanText(tagline[language]),
    inLanguage: language,
    publisher: publisher(library, language),
  };
}

/** Who stands behind it. */
export function publisher(library: Library, language: Language): Thing {
  const { url, name, links } = library.newsletter;
  return {
    '@type': 'Organization',
    '@id': `${url}/#publisher`,
    name: cleanText(name[language]),
    url: url + homePath(language),
    logo: pictureOf(library, newsletterCard(library, language)),
    ...(links.follow.length > 0 && { sameAs: links.follow.map(({ href }) => href) }),
  };
}

/** The way from the home page to a page; every step but the last is a link elsewhere. */
export function breadcrumbs(
  library: Library,
  steps: readonly { readonly name: string; readonly path: string }[],
): Thing {
  return {
    '@type': 'BreadcrumbList',
    itemListElement: steps.map(({ name, path }, at) => ({
      '@type': 'ListItem',
      position: at + 1,
      name: cleanText(name),
      item: library.newsletter.url + path,
    })),
  };
}

export function pictureOf({ newsletter }: Library, card: ShareCard): Thing {
  return { '@type': 'ImageObject', url: newsletter.url + sharePath(card), ...shareSize };
}

/** What stands in a page's data block. No `<` is left, so nothing in it can end the block (HTML, 4.12.1.3). */
export function dataBlock(things: readonly Thing[]): string {
  const graph = { '@context': 'https://schema.org', '@graph': things };
  return JSON.stringify(graph)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}
