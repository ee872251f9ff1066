import type { Language } from '#i18n/languages.ts';
import type { Issue } from './model.ts';
import type { Content } from './read-content.ts';

/** What exists under which name, to hold links against. */
export interface Addresses {
  /** `issue/slug` of every commentary that has a file, faulty and held back ones too. */
  readonly commentaries: ReadonlySet<string>;
  /** Those of them that have a file without errors: what may be proposed. */
  readonly sound: ReadonlySet<string>;
  /** Former names. */
  readonly aliases: ReadonlySet<string>;
  /** `issue/slug` of what readers can see. */
  readonly shown: ReadonlySet<string>;
  /** Pages that may be proposed, as `/be/2024-04-15/economy/`. */
  readonly pages: ReadonlySet<string>;
  /** Whether a page of the site exists, or will once the errors of its file are mended. */
  readonly hasPage: (path: string) => boolean;
}

/** All addresses of a newsletter (contracts.md, Addresses of pages). `issues` are those that readers can see. */
export function addressesOf(content: Content, issues: readonly Issue[]): Addresses {
  const readings = content.issues.flatMap(issue => issue.readings);
  const versions = content.issues.flatMap(issue => issue.versions);
  const files = content.issues.flatMap(({ id, files }) =>
    files.filter(({ slug }) => slug !== 'issue').map(({ slug, language }) => ({ id: `${id}/${slug}`, language })),
  );
  const aliases = readings.flatMap(({ language, parts }) =>
    parts.aliases.flatMap(alias => (alias === undefined ? [] : [{ id: alias, language }])),
  );
  const pages = new Set([
    '/',
    ...content.languages.flatMap(language => sharedPages(content, language)),
    ...content.pages.map(({ value }) => `/${value.language}/${value.name}/`),
    ...versions.map(({ version }) => `/${version.language}/${version.commentary}/`),
  ]);
  const others = new Set([
    ...content.languages.map(language => `/${language}/feed.xml/`),
    ...content.pageReadings.map(({ file, language }) => `/${language}/${file.split('/').at(-1)?.split('.')[0]}/`),
    ...[...files, ...aliases].map(({ id, language }) => `/${language}/${id}/`),
  ]);
  return {
    commentaries: new Set(files.map(({ id }) => id)),
    sound: new Set(versions.map(({ version }) => version.commentary)),
    aliases: new Set(aliases.map(({ id }) => id)),
    shown: new Set(issues.flatMap(issue => issue.commentaries.map(({ id }) => id))),
    pages,
    hasPage: path => {
      const steps = path
        .replace(/#.*$/, '')
        .split('/')
        .filter(step => step !== '');
      const page = ['', ...steps, ''].join('/');
      const isUnknown =
        (steps[1] === 'topics' && content.topicIds === undefined) ||
        (steps[1] === 'authors' && content.authorIds === undefined);
      return pages.has(page) || others.has(page) || isUnknown;
    },
  };
}

/** Pages that are there in every language. */
function sharedPages(content: Content, language: Language): string[] {
  const { issues, topicIds, authorIds, authors } = content;
  const names = [
    ...['archive', 'search'],
    ...issues.map(({ id }) => id),
    ...[...(topicIds ?? [])].map(id => `topics/${id}`),
    ...[...(authorIds ?? [])].filter(id => authors.get(id)?.hidden !== true).map(id => `authors/${id}`),
  ];
  return [`/${language}/`, ...names.map(name => `/${language}/${name}/`)];
}
