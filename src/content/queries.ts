import type { Language } from '#i18n/languages.ts';
import { indexOf, lineOf } from './library-index.ts';
import type { Commentary, Issue, Letter, Library, Version } from './model.ts';

/** The older and the newer one of something in a line. */
export interface Neighbours<Thing> {
  readonly previous?: Thing;
  readonly next?: Thing;
}

/** The newest issue that holds a commentary; undefined in an empty newsletter. */
export function latestIssue({ issues }: Library): Issue | undefined {
  return issues.findLast(issue => issue.commentaries.length > 0);
}

export function findIssue(library: Library, id: string): Issue | undefined {
  const at = indexOf(library).issueAt.get(id);
  return at === undefined ? undefined : library.issues[at];
}

export function findLetter({ letters }: Library, id: string): Letter | undefined {
  return letters.find(letter => letter.id === id);
}

/** The issues beside this one, by date. */
export function neighbouringIssues(library: Library, { id }: Issue): Neighbours<Issue> {
  return neighbours(library.issues, indexOf(library).issueAt.get(id));
}

/** Every commentary, oldest issue first, in each issue's order. */
export function allCommentaries(library: Library): readonly Commentary[] {
  return indexOf(library).commentaries;
}

/** `id` as in `related`, `picks` and `ReadMore`: `issue/slug`, or a former address of one. */
export function findCommentary(library: Library, id: string): Commentary | undefined {
  return indexOf(library).byId.get(id);
}

/** The commentary in a language, else in its author's: what a link to it leads to. */
export function nearestVersion({ versions, original }: Commentary, language: Language): Version | undefined {
  return versions[language] ?? versions[original] ?? Object.values(versions)[0];
}

/** Versions of a commentary in the newsletter's order of languages. */
export function versionsOf({ newsletter }: Library, { versions }: Commentary): readonly Version[] {
  return newsletter.languages.flatMap(language => versions[language] ?? []);
}

/** What a topic's page in a language shows, newest first. */
export function commentariesOfTopic(library: Library, topic: string, language: Language): readonly Version[] {
  return lineOf(indexOf(library).byTopic, topic, language).newestFirst;
}

/** What an author's page in a language shows, newest first. */
export function commentariesOfAuthor(library: Library, author: string, language: Language): readonly Version[] {
  return lineOf(indexOf(library).byAuthor, author, language).newestFirst;
}

/** The pieces before and after on the same topic in the same language. */
export function neighboursInTopic(
  library: Library,
  { id, topic }: Commentary,
  language: Language,
): Neighbours<Version> {
  const { newestFirst, place } = lineOf(indexOf(library).byTopic, topic, language);
  const { previous, next } = neighbours(newestFirst, place.get(id));
  return { ...(next && { previous: next }), ...(previous && { next: previous }) };
}

/**
 * Pieces to read next, `most` at most: those that the editor named, then the newest of the same topic; never itself, never a
 * withdrawn one, and only in this language.
 */
export function relatedTo(library: Library, commentary: Commentary, language: Language, most = 3): readonly Version[] {
  const named = commentary.related.flatMap(id => findCommentary(library, id)?.versions[language] ?? []);
  const found = [...named, ...commentariesOfTopic(library, commentary.topic, language)];
  const others = found.filter(version => version.commentary !== commentary.id && version.withdrawn === undefined);
  return [...new Set(others)].slice(0, most);
}

function neighbours<Thing>(line: readonly Thing[], place: number | undefined): Neighbours<Thing> {
  if (place === undefined) return {};
  const [previous, next] = [place > 0 ? line[place - 1] : undefined, line[place + 1]];
  return { ...(previous === undefined ? {} : { previous }), ...(next === undefined ? {} : { next }) };
}
