import type { Language } from './languages.ts';

// Words of one or two letters and some of three belong to the next word, particles to the one before, a number to what it counts,
// a dash to what it follows: no line of a Belarusian or Russian book is broken there.
// Each begins with its space: at all other characters nothing is looked for.
const particle = / (?<=\p{L} )(?=(?:бы?|ж[ае]?|л[иіь])(?!\p{L}|\p{N}|[’'-]))/u;
const forward =
  / (?<=(?<!\p{L}|\p{M}|\p{N}|[’'-])(?!(?:бы?|ж[ае]?|л[иіь]) )(?:\p{L}{1,2}|для|над|под|пад|при|пры|про|без|або|или) )(?=\S|$)/u;
const counted = / (?<=\d )(?=\p{L}|\d{3}(?!\d))/u;
const dash = / (?=[—–] )/u;
const breaks = new RegExp([particle, forward, counted, dash].map(({ source }) => source).join('|'), 'giu');

/**
 * Words with no-break spaces where Belarusian and Russian lines are not broken; English ones as they are. Only spaces change, one
 * for one.
 */
export function tied(words: string, language: Language): string {
  return language === 'en' ? words : words.replace(breaks, '\u00a0');
}
