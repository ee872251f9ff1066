import type { Library, Version } from '#content/model.ts';
import type { Author, Topic } from '#content/publication.ts';
import { allCommentaries, findCommentary } from '#content/queries.ts';
import { listOfLanguage, type Piece, type Selection, select } from '#content/selection.ts';
import type { Language } from '#i18n/languages.ts';

// The content layer gives every page the same library object, so this is worked out once a build and language.
const known = new WeakMap<Library, Map<Language, readonly Selection[]>>();
const topicsIn = new WeakMap<Library, ReadonlySet<string>>();

/** What readers of a language find in each issue, oldest first: pages take what the language's own list takes. */
export function selectionsOf(library: Library, language: Language): readonly Selection[] {
  const ofLibrary = known.get(library) ?? new Map<Language, readonly Selection[]>();
  known.set(library, ofLibrary);
  const list = listOfLanguage(library, language);
  const selections = ofLibrary.get(language) ?? library.issues.map(issue => select(library, issue, list));
  ofLibrary.set(language, selections);
  return selections;
}

/** The editors' picks that readers of this language can read. */
export function picksOf(library: Library, language: Language): Piece[] {
  const pieces = selectionsOf(library, language).flatMap(selection => selection.pieces);
  return library.newsletter.picks.flatMap(
    id => pieces.find(({ commentary }) => commentary.id === findCommentary(library, id)?.id) ?? [],
  );
}

/** Versions in the reader's own language as pieces. */
export function ownPieces(library: Library, versions: readonly Version[]): Piece[] {
  return versions.flatMap(version => {
    const commentary = findCommentary(library, version.commentary);
    return commentary === undefined ? [] : [{ commentary, version, isBorrowed: false, isUntranslated: false }];
  });
}

/** Topics of which a commentary or a story speaks, in the order of topics.yaml. */
export function usedTopics(library: Library): Topic[] {
  const used = topicsIn.get(library) ?? topicsOf(library);
  topicsIn.set(library, used);
  return [...library.topics.values()].filter(({ id }) => used.has(id));
}

/** Authors in the given order; hidden ones are not in the library. */
export function authorsOf({ authors }: Library, ids: readonly string[]): Author[] {
  return ids.flatMap(id => authors.get(id) ?? []);
}

function topicsOf(library: Library): ReadonlySet<string> {
  return new Set(
    allCommentaries(library).flatMap(({ topic, versions }) => [
      topic,
      ...Object.values(versions).flatMap(({ stories }) => stories.flatMap(story => story.topic ?? [])),
    ]),
  );
}
