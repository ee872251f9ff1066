import type { Language } from '#i18n/languages.ts';
import { stemBelarusian } from './belarusian-stemmer.ts';
import { stemEnglish } from './english-stemmer.ts';
import { normalise } from './normalise.ts';
import { stemRussian } from './russian-stemmer.ts';
import { isStopWord } from './stop-words.ts';

const stemmers = { en: stemEnglish, be: stemBelarusian, ru: stemRussian } as const satisfies Record<
  Language,
  (word: string) => string
>;

/** Longer "words" are addresses, keys, or meant to do harm. */
const longestWord = 64;

const known = { en: new Map(), be: new Map(), ru: new Map() } as const satisfies Record<
  Language,
  Map<string, string | undefined>
>;

/** What a written word is indexed and looked up as; undefined for a word that tells nothing. */
export function termOf(written: string, language: Language): string | undefined {
  // As written: texts repeat their words, and making one comparable costs more than all the rest of an index.
  const terms: Map<string, string | undefined> = known[language];
  if (terms.has(written)) return terms.get(written);
  const word = normalise(written).slice(0, longestWord);
  const term = word === '' || isStopWord(word, language) ? undefined : stemmers[language](word);
  if (written.length <= longestWord) terms.set(written, term);
  return term;
}

const wordPattern =
  /[\p{L}\p{N}\p{M}]+(?:[\u0027\u0060\u00b4\u02b9\u02bc\u2018\u2019\u201b\u2032\uff07][\p{L}\p{M}]+)*/gu;

/** A word as it stands in a text, and where it begins, in UTF-16 units. */
export interface WrittenWord {
  readonly text: string;
  readonly start: number;
}

/** The words of a text as they are written. */
export function writtenWords(text: string): string[] {
  return text.match(wordPattern) ?? [];
}

/** The words of a text, those with an apostrophe whole, those with a hyphen in parts. */
export function wordsOf(text: string): WrittenWord[] {
  return [...text.matchAll(wordPattern)].map(found => ({ text: found[0], start: found.index }));
}
