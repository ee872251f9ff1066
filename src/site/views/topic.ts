import type { Library } from '#content/model.ts';
import type { Topic } from '#content/publication.ts';
import { commentariesOfTopic } from '#content/queries.ts';
import type { Language } from '#i18n/languages.ts';
import { topicPath } from '../addresses.ts';
import { ownPieces } from '../listing.ts';
import { everyLanguage, type Place } from '../place.ts';
import { topicFacts } from '../place-facts.ts';
import { type Board, boardOfTopic } from '../trend/board.ts';
import { type Chrome, chromeOf } from './chrome.ts';
import { type PieceView, pieceView } from './piece.ts';

/** The page of a topic. */
export interface TopicPageView {
  readonly chrome: Chrome;
  readonly place: Place;
  readonly name: string;
  readonly measure: string;
  readonly board: Board;
  readonly pieces: readonly PieceView[];
}

export function topicPageView(library: Library, topic: Topic, language: Language): TopicPageView {
  const { id, name, measure } = topic;
  const pieces = ownPieces(library, commentariesOfTopic(library, id, language));
  return {
    chrome: chromeOf(library, language),
    place: {
      language,
      title: name[language],
      description: measure[language],
      versions: everyLanguage(library.newsletter, each => topicPath(each, id)),
      ...topicFacts(library, topic, language),
    },
    name: name[language],
    measure: measure[language],
    board: boardOfTopic(library, language, id),
    pieces: pieces.map(piece => pieceView(library, piece, language)),
  };
}
