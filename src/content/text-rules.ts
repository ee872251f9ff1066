import type { Language } from '#i18n/languages.ts';
import { type Fault, warning } from './fault.ts';
import { nearNames } from './near-names.ts';
import { type Passage, placeOfWords } from './passages.ts';
import { quoteSlips } from './quotes.ts';

/** A slip in a passage: the words that show it, and what to say. */
export interface Slip {
  readonly rule: string;
  /** As they stand in the passage. */
  readonly words: string;
  readonly message: string;
  readonly hint: string;
}

/**
 * Slips that a reader would stumble over, as warnings: an editor may mean them. `passages` are the words of one file in
 * order, `file` its whole text.
 */
export function textFaults(passages: readonly Passage[], language: Language, file: string): Fault[] {
  const slips = passages.flatMap(passage =>
    [
      ...leftovers(passage.text),
      ...quoteSlips(passage.text, language),
      ...doubleSpaces(passage.text),
      ...mixedLetters(passage.text, language),
    ].map(slip => ({ passage, ...slip })),
  );
  return [...slips, ...repetitions(passages), ...nearNames(passages)].map(({ passage, rule, words, message, hint }) =>
    warning(placeOfWords(passage, words, file), rule, message, hint),
  );
}

function leftovers(text: string): Slip[] {
  const marks = [
    ...text.matchAll(/(?<![\p{L}\p{N}])(?:TK(?:TK)*|TODO|FIXME|XXX+)(?![\p{L}\p{N}])|\?\?\?+|lorem ipsum/giu),
  ]
    .map(([mark]) => mark)
    // In small letters "tk" and "xxx" are parts of names and addresses.
    .filter(mark => mark === mark.toUpperCase() || /lorem/i.test(mark));
  return [...new Set(marks)].map(mark => ({
    rule: 'leftover',
    words: mark,
    message: `\`${mark}\` was left in the text.`,
    hint: 'Write what belongs there, or take it out.',
  }));
}

function doubleSpaces(text: string): Slip[] {
  return [...text.matchAll(/(\S+)([ \u00A0]{2,})(\S+)/gu)].map(([words, before = '', , after = '']) => ({
    rule: 'double-space',
    words,
    message: 'Two spaces stand together.',
    hint: `Write \`${before} ${after}\`.`,
  }));
}

/** Latin letters that look like Cyrillic ones, and stand alone for a word. */
const loneLatin = /(?<![\p{L}\p{N}’'-])[aceioyxACEIOYXKBHM](?![\p{L}\p{N}’'.)-])/gu;
const loneCyrillic = /(?<![\p{L}\p{N}])[аеіоАІ](?![\p{L}\p{N}.)])/gu;

function mixedLetters(text: string, language: Language): Slip[] {
  const words = text
    .split(/[^\p{L}\p{M}’']+/u)
    .filter(word => /\p{Script=Latin}/u.test(word) && /\p{Script=Cyrillic}/u.test(word));
  const mixed = [...new Set(words)].map(word => {
    const latin = [...word].filter(letter => /\p{Script=Latin}/u.test(letter));
    const cyrillic = [...word].filter(letter => /\p{Script=Cyrillic}/u.test(letter));
    const strangers = latin.length <= cyrillic.length ? `Latin ${latin.join(', ')}` : `Cyrillic ${cyrillic.join(', ')}`;
    return {
      rule: 'mixed-letters',
      words: word,
      message: `\`${word}\` mixes two alphabets: ${strangers}.`,
      hint: 'Type the word again in one alphabet; it looks right, but nobody finds it and a voice reads it wrong.',
    };
  });
  const lone = [...text.matchAll(language === 'en' ? loneCyrillic : loneLatin)].filter(
    ({ index }) => language === 'en' || /\p{Script=Cyrillic}/u.test(text.slice(Math.max(0, index - 3), index + 4)),
  );
  return [
    ...mixed,
    ...lone.map(({ 0: letter, index }) => ({
      rule: 'mixed-letters',
      words: text.slice(Math.max(0, index - 2), index + 3).trim(),
      message: `The word \`${letter}\` is a ${language === 'en' ? 'Cyrillic' : 'Latin'} letter.`,
      hint: `Type it again with the ${language === 'en' ? 'Latin' : 'Cyrillic'} keyboard.`,
    })),
  ];
}

/** Shorter sentences may well stand twice. */
const leastCharacters = 40;

function repetitions(passages: readonly Passage[]): (Slip & { passage: Passage })[] {
  const seen = new Set<string>();
  return passages.flatMap(passage =>
    passage.text
      .split(/(?<=[.!?…])\s+/u)
      .map(sentence => sentence.trim())
      .filter(sentence => sentence.length >= leastCharacters)
      .flatMap(sentence => {
        const key = sentence.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ' ');
        if (!seen.has(key)) {
          seen.add(key);
          return [];
        }
        const start = sentence.slice(0, 30);
        return [
          {
            passage,
            rule: 'repeated-sentence',
            words: start,
            message: `The sentence “${start}…” stands here for the second time.`,
            hint: 'Take one of the two out.',
          },
        ];
      }),
  );
}
