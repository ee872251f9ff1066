import type { RootContent } from 'mdast';
import type { Translate } from '#i18n/translator.ts';
import type { PenPlace } from './pen.ts';
import type { PhrasePlace } from './text-phrase.ts';

/** A place whose body becomes plain text. */
export interface TextPlace extends PenPlace, PhrasePlace {
  /** Words in the reader's language. */
  readonly reader: Translate;
  /** Words in the body's language. */
  readonly words: Translate;
  readonly levels: ReadonlyMap<RootContent, number>;
}

/** What a block's form may use. */
export interface TextHand {
  readonly place: TextPlace;
  /** Characters that a line may have here. */
  readonly columns: number;
  /** What the block holds, drawn to so many columns: paragraphs, each of several lines. */
  readonly inner: (columns?: number) => string[][];
  readonly level: number;
}
