import { cleanText } from '#render/escape.ts';

/** The characters that the fonts of share pictures hold, as first and last code point: Latin with its marks, Cyrillic, punctuation. */
export const drawableRanges = [
  [0x20, 0x7e],
  [0xa0, 0x17f],
  [0x218, 0x21b],
  [0x400, 0x45f],
  [0x490, 0x491],
  [0x2010, 0x2026],
  [0x2030, 0x203a],
  [0x20ac, 0x20ac],
  [0x2116, 0x2116],
] as const;

const ranges = drawableRanges.map(points => points.map(point => String.raw`\u{${point.toString(16)}}`).join('-'));
const strange = new RegExp(`[^${ranges.join('')}]`, 'gu');

/** Words with what can be drawn of them: an unknown character would be an empty box. One space between words. */
export function drawableWords(words: string): string {
  // A composed letter is one character of the font, its parts are two.
  return cleanText(words).normalize('NFC').replace(strange, ' ').replace(/\s+/g, ' ').trim();
}
