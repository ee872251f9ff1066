import type { Author, Commentary, Library, List, Piece, Selection, Topic } from '#content/model.ts';
import { listOfLanguage, select } from '#content/selection.ts';
import type { Language } from '#i18n/languages.ts';

/** What the readers of one language find on the site. */
export interface Listing {
  /** Oldest first, as in the library. */
  readonly selections: readonly Selection[];
  /** By commentary, `issue/slug`; what is missing in this language is not there. */
  readonly pieces: ReadonlyMap<string, Piece>;
}

// The content layer gives every page the same library object, so this is worked out once a build and language.
const known = new WeakMap<Library, Map<Language, Listing>>();

/** Pages take of an issue what the language's own list takes. */
export function listingOf(library: Library, language: Language): Listing {
  const listings = known.get(library) ?? new Map<Language, Listing>();
  known.set(library, listings);
  const listing = listings.get(language) ?? makeListing(library, listOfLanguage(library, language));
  listings.set(language, listing);
  return listing;
}

/** Topics that have a commentary, in the order of topics.yaml. */
export function usedTopics({ issues, topics }: Library): Topic[] {
  const used = new Set(issues.flatMap(({ commentaries }) => commentaries.map(({ topic }) => topic)));
  return [...topics.values()].filter(({ id }) => used.has(id));
}

/** Pieces on a topic, newest first. */
export function piecesOfTopic(library: Library, language: Language, topic: string): Piece[] {
  return newestFirst(library, language, ({ commentary }) => commentary.topic === topic);
}

/** Pieces by an author, newest first. */
export function piecesOfAuthor(library: Library, language: Language, author: string): Piece[] {
  return newestFirst(library, language, ({ version }) => version.authors.includes(author));
}

/** The pieces of these commentaries that readers of this language can read, in the given order. */
export function piecesOf(library: Library, language: Language, ids: readonly string[]): Piece[] {
  const { pieces } = listingOf(library, language);
  return ids.flatMap(id => pieces.get(id) ?? []);
}

/** What the editors named as related to a commentary. */
export function relatedPieces(library: Library, language: Language, { related }: Commentary): Piece[] {
  return piecesOf(library, language, related);
}

/** The pieces on the same topic just before and just after a commentary. */
export function topicNeighbours(library: Library, language: Language, { id, topic }: Commentary): Neighbours {
  const pieces = piecesOfTopic(library, language, topic);
  const at = pieces.findIndex(({ commentary }) => commentary.id === id);
  return { next: pieces[at - 1], previous: at < 0 ? undefined : pieces[at + 1] };
}

interface Neighbours {
  readonly previous: Piece | undefined;
  readonly next: Piece | undefined;
}

/** Authors in the given order; hidden ones are not in the library. */
export function authorsOf({ authors }: Library, ids: readonly string[]): Author[] {
  return ids.flatMap(id => authors.get(id) ?? []);
}

function newestFirst(library: Library, language: Language, isWanted: (piece: Piece) => boolean): Piece[] {
  return [...listingOf(library, language).pieces.values()].filter(isWanted).reverse();
}

function makeListing(library: Library, list: List): Listing {
  const selections = library.issues.map(issue => select(library, issue, list));
  const pieces = selections.flatMap(selection => selection.pieces.map(piece => [piece.commentary.id, piece] as const));
  return { selections, pieces: new Map(pieces) };
}
