import { stemmer as porter } from '@orama/stemmers/english';

/** The stem of a normalised English word without its possessive: Porter's. Never empty. */
export function stemEnglish(word: string): string {
  return porter(word.replace(/(?<=.)'s?$/u, ''));
}
