import type { Language } from '#i18n/languages.ts';
import type { Commentary, Library, Version } from './model.ts';

/** Versions that follow each other on one subject in one language. */
export interface Line {
  readonly newestFirst: readonly Version[];
  /** Where a commentary's version stands in it, by the commentary's id. */
  readonly place: ReadonlyMap<string, number>;
}

interface LibraryIndex {
  /** Oldest issue first, in each issue's order. */
  readonly commentaries: readonly Commentary[];
  /** Place of an issue in the library by its id. */
  readonly issueAt: ReadonlyMap<string, number>;
  /** By `issue/slug` and by former addresses; an id in use hides the same one in former use. */
  readonly byId: ReadonlyMap<string, Commentary>;
  /** By topic and language. */
  readonly byTopic: ReadonlyMap<string, Line>;
  /** By author and language. */
  readonly byAuthor: ReadonlyMap<string, Line>;
}

// A page asks a dozen such questions; answered by looking through all issues they made the time of a build grow with its square.
const known = new WeakMap<Library, LibraryIndex>();

/** Made once for every library. */
export function indexOf(library: Library): LibraryIndex {
  const index = known.get(library) ?? makeIndex(library);
  known.set(library, index);
  return index;
}

/** What stands under a subject in a language; an empty line where nothing does. */
export function lineOf(lines: ReadonlyMap<string, Line>, subject: string, language: Language): Line {
  return lines.get(key(subject, language)) ?? { newestFirst: [], place: new Map() };
}

function makeIndex({ issues }: Library): LibraryIndex {
  const commentaries = issues.flatMap(issue => issue.commentaries);
  const byId = new Map<string, Commentary>();
  for (const commentary of commentaries) byId.set(commentary.id, commentary);
  for (const commentary of commentaries)
    for (const former of Object.values(commentary.versions).flatMap(({ aliases }) => aliases))
      if (!byId.has(former)) byId.set(former, commentary);
  const newestFirst = issues.toReversed().flatMap(issue => issue.commentaries);
  return {
    commentaries,
    issueAt: new Map(issues.map(({ id }, at) => [id, at])),
    byId,
    byTopic: linesOf(newestFirst, ({ topic }) => [topic]),
    byAuthor: linesOf(newestFirst, (_, { authors }) => authors),
  };
}

function linesOf(
  newestFirst: readonly Commentary[],
  subjectsOf: (commentary: Commentary, version: Version) => readonly string[],
): ReadonlyMap<string, Line> {
  const lines = new Map<string, ReturnType<typeof emptyLine>>();
  for (const commentary of newestFirst) {
    for (const version of Object.values(commentary.versions)) {
      for (const subject of new Set(subjectsOf(commentary, version))) {
        const name = key(subject, version.language);
        const line = lines.get(name) ?? emptyLine();
        lines.set(name, line);
        line.place.set(commentary.id, line.newestFirst.push(version) - 1);
      }
    }
  }
  return lines;
}

function emptyLine() {
  const newestFirst: Version[] = [];
  return { newestFirst, place: new Map<string, number>() };
}

function key(subject: string, language: Language): string {
  return `${language} ${subject}`;
}
