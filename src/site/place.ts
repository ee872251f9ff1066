import type { Newsletter } from '#content/publication.ts';
import type { Language } from '#i18n/languages.ts';
import type { Thing } from './structured-data-thing.ts';

type Paths = Readonly<Partial<Record<Language, string>>>;

/** What the frame of a page must know of it. */
export interface Place {
  readonly language: Language;
  readonly title: string;
  readonly description?: string;
  /** Path of the same page in each language that has it, its own included. */
  readonly versions: Paths;
  /** Where the language switch leads where there is no such page: to the issue. */
  readonly instead?: Paths;
  /** Kept out of search engines and of the sitemap: errors, redirects, pages of the doors. */
  readonly isUnlisted?: boolean;
  /** A commentary is an `article`; left out: `website` (ogp.me, types). */
  readonly kind?: 'article' | 'website';
  /** With which a link to the page is shared. */
  readonly picture?: PlacePicture;
  /** Instant or day, ISO 8601: of a commentary, and of its newest correction. */
  readonly published?: string;
  readonly modified?: string;
  /** What search engines are told of it. */
  readonly data?: readonly Thing[];
  /** Feeds of this page beside those of its language. */
  readonly feeds?: readonly PlaceFeed[];
}

interface PlacePicture {
  /** On this site. */
  readonly path: string;
  /** Its words. */
  readonly alt: string;
}

interface PlaceFeed {
  readonly title: string;
  readonly path: string;
}

/** The same page in every language of the newsletter. */
export function everyLanguage({ languages }: Newsletter, path: (language: Language) => string): Paths {
  return Object.fromEntries(languages.map(language => [language, path(language)]));
}

interface Alternate {
  /** BCP 47, or `x-default`. */
  readonly hreflang: string;
  readonly path: string;
}

/**
 * The `hreflang` links of a page: one for each language that has it, itself included, and x-default for the first declared
 * language that exists. None where the page is unlisted.
 */
export function alternates({ languages }: Pick<Newsletter, 'languages'>, { versions, isUnlisted }: Place): Alternate[] {
  if (isUnlisted) return [];
  const found = languages.flatMap(language => {
    const path = versions[language];
    return path === undefined ? [] : [{ hreflang: language, path }];
  });
  return found.slice(0, 1).flatMap(({ path }) => [...found, { hreflang: 'x-default', path }]);
}
