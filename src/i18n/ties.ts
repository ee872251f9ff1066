import type { Language } from './languages.ts';

// Words of one or two letters and some of three belong to the next word, particles to the one before, a number to what it counts,
// a dash to what it follows: no line of a Belarusian or Russian book is broken there.
const forward =
  /(?<!\p{L}|\p{M}|\p{N}|[’'-])(?!(?:бы?|ж[ае]?|л[иіь]) )(\p{L}{1,2}|для|над|под|пад|при|пры|про|без|або|или) (?=\S|$)/giu;
const particles = /(?<=\p{L}) (бы?|ж[ае]?|л[иіь])(?!\p{L}|\p{N}|[’'-])/giu;
const counted = /(\d) (?=\p{L}|\d{3}(?!\d))/gu;
const dashes = / (?=[—–] )/g;

/**
 * Words with no-break spaces where Belarusian and Russian lines are not broken; English ones as they are. Only spaces change, one
 * for one.
 */
export function tied(words: string, language: Language): string {
  if (language === 'en') return words;
  return words
    .replace(particles, '\u00a0$1')
    .replace(forward, '$1\u00a0')
    .replace(counted, '$1\u00a0')
    .replace(dashes, '\u00a0');
}
