import type { Language } from '#i18n/languages.ts';
import { isLanguage } from '#i18n/languages.ts';
import type { Library } from './model.ts';
import type { Content } from './read-content.ts';

/** What exists under which name, to hold links against. */
export interface Addresses {
  /** `issue/slug` of every commentary that has a file, faulty and held back ones too. */
  readonly commentaries: ReadonlySet<string>;
  /** Former names. */
  readonly aliases: ReadonlySet<string>;
  /** `issue/slug` of what readers can see. */
  readonly shown: ReadonlySet<string>;
  /** Whether a page of the site, as `/be/2024-04-15/economy/`, exists or will. */
  readonly hasPage: (path: string) => boolean;
}

/** All addresses of a newsletter (contracts.md, Addresses of pages). */
export function addressesOf(content: Content, library: Library): Addresses {
  const versions = content.issues.flatMap(issue => issue.versions);
  const files = content.issues.flatMap(({ id, files }) =>
    files.filter(({ slug }) => slug !== 'issue').map(({ slug, language }) => ({ id: `${id}/${slug}`, language })),
  );
  const commentaries = new Set(files.map(({ id }) => id));
  const editions = new Set(files.map(({ id, language }) => `${language}/${id}`));
  const former = new Set(
    versions.flatMap(({ version }) => version.aliases.map(alias => `${version.language}/${alias}`)),
  );
  const pages = new Set(content.pages.map(({ value }) => `${value.language}/${value.name}`));
  const issues = new Set(content.issues.map(({ id }) => id));
  const inLanguage = (language: Language, rest: readonly string[]): boolean => {
    const [first = '', second = ''] = rest;
    const path = `${language}/${rest.join('/')}`;
    if (rest.length === 0 || editions.has(path) || former.has(path)) return true;
    if (rest.length === 2 && first === 'topics') return content.topics.has(second);
    if (rest.length === 2 && first === 'authors') return library.authors.has(second);
    return (
      rest.length === 1 && (issues.has(first) || pages.has(path) || ['archive', 'search', 'feed.xml'].includes(first))
    );
  };
  return {
    commentaries,
    aliases: new Set(versions.flatMap(({ version }) => version.aliases)),
    shown: new Set(library.issues.flatMap(issue => issue.commentaries.map(({ id }) => id))),
    hasPage: path => {
      const [language, ...rest] = path
        .replace(/#.*$/, '')
        .split('/')
        .filter(step => step !== '');
      if (language === undefined) return true;
      return isLanguage(language) && content.newsletter.languages.includes(language) && inLanguage(language, rest);
    },
  };
}
