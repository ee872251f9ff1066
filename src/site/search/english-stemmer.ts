import { stemmer as porter } from '@orama/stemmers/english';
import { dictionaryForm } from './english-irregular.ts';

/**
 * The stem of a normalised English word without its possessive: Porter's, with the beginnings that his second stemmer keeps whole (and
 * "author"), or "generation" were "general" and "university" "universe". Never empty.
 */
export function stemEnglish(word: string): string {
  const base = dictionaryForm(word.replace(/(?<=.)'s?$/u, ''));
  const [, kept, rest] = /^(gener|commun|arsen|univers|later|emerg|organ|inter|author)(.+)$/.exec(base) ?? [];
  // "ax" counts as the one syllable that his rules ask for.
  return kept === undefined ? porter(base) : `${kept}${porter(`ax${rest}`).slice(2)}`;
}
