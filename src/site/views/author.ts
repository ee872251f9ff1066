import type { Library } from '#content/model.ts';
import type { Author } from '#content/publication.ts';
import { commentariesOfAuthor } from '#content/queries.ts';
import type { Language } from '#i18n/languages.ts';
import { authorPath } from '../addresses.ts';
import { authorsOf, ownPieces } from '../listing.ts';
import { everyLanguage, type Place } from '../place.ts';
import { authorFacts } from '../place-facts.ts';
import { type Chrome, chromeOf } from './chrome.ts';
import { type PieceView, pieceView } from './piece.ts';

/** An author beside a piece, and at the head of a page. */
export interface AuthorView {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly role?: string;
  readonly biography?: string;
  /** File of the picture. */
  readonly picture?: string;
}

/** The page of an author. */
export interface AuthorPageView {
  readonly chrome: Chrome;
  readonly place: Place;
  readonly author: AuthorView;
  readonly pieces: readonly PieceView[];
}

/** In the given order; hidden authors are not there. */
export function authorViews(library: Library, ids: readonly string[], language: Language): AuthorView[] {
  return authorsOf(library, ids).map(author => authorView(author, language));
}

export function authorPageView(library: Library, author: Author, language: Language): AuthorPageView {
  const view = authorView(author, language);
  const pieces = ownPieces(library, commentariesOfAuthor(library, author.id, language));
  return {
    chrome: chromeOf(library, language),
    place: {
      language,
      title: view.name,
      ...(view.biography !== undefined && { description: view.biography }),
      versions: everyLanguage(library.newsletter, each => authorPath(each, author.id)),
      ...authorFacts(library, author, language),
    },
    author: view,
    pieces: pieces.map(piece => pieceView(library, piece, language)),
  };
}

function authorView({ id, name, role, biography, picture }: Author, language: Language): AuthorView {
  return {
    id,
    name: name[language],
    path: authorPath(language, id),
    ...(role && { role: role[language] }),
    ...(biography && { biography: biography[language] }),
    ...(picture && { picture: picture.file }),
  };
}
