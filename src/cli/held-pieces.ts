import type { Library, Piece } from '#content/model.ts';
import { findCommentary } from '#content/queries.ts';
import type { Bearer } from './follow-up.ts';

/** A piece in its language, by one name. */
export function nameOf({ version: { commentary, language } }: Piece): string {
  return `${commentary} ${language}`;
}

/** The same of pieces that a mail held. */
export function namesOf(pieces: readonly { readonly commentary: string; readonly language: string }[]): string[] {
  return pieces.map(({ commentary, language }) => `${commentary} ${language}`);
}

/** Languages in which a mail held a piece; it may have had another name then. */
function languagesHeld({ held }: Bearer, { commentary }: Piece, library: Library): string[] {
  return held.pieces
    .filter(piece => (findCommentary(library, piece.commentary)?.id ?? piece.commentary) === commentary.id)
    .map(({ language }) => language);
}

/** Whether a mail held the piece in this language. */
export function hasHad(bearer: Bearer, piece: Piece, library: Library): boolean {
  return languagesHeld(bearer, piece, library).includes(piece.version.language);
}

/** Whether a mail went without the piece; `alsoBorrowed`: or held it in another language. */
export function isMissing(bearer: Bearer, piece: Piece, library: Library, alsoBorrowed: boolean): boolean {
  return alsoBorrowed ? !hasHad(bearer, piece, library) : languagesHeld(bearer, piece, library).length === 0;
}
