import type { Place } from './fault.ts';

/**
 * Characters that no reader sees and that break headers, hide text or turn its direction: C0 and C1 controls (with CR,
 * NUL and U+0085), U+2028, U+2029, marks of direction (U+202E …), zero-width characters, tags, and characters that are
 * none. Tab and line feed are looked at apart.
 */
const unseen = String.raw`\u007F-\u009F\u061C\u115F\u1160\u17B4\u17B5\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF0-\uFFFB\uFFFE\uFFFF`;
const invisible = new RegExp(String.raw`[\0-\u001F${unseen}\p{Cs}\u{E0000}-\u{E007F}]`, 'gu');

// Most texts hold none. Without the flag for code points that is known in half the time; halves of pairs are looked at closely then.
const suspicious = {
  line: new RegExp(String.raw`[\0-\u001F${unseen}\uD800-\uDFFF]`),
  text: new RegExp(String.raw`[\0-\u0008\u000B-\u001F${unseen}\uD800-\uDFFF]`),
};

/** An emoji of several signs needs U+200D between them. */
const pictographBefore = /(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\uFE0F)$/u;
const pictographAfter = /^\p{Extended_Pictographic}/u;

/** Where the first forbidden character stands in a text, and its name. */
export interface ForbiddenCharacter {
  /** `U+202E` */
  readonly name: string;
  readonly index: number;
}

/** All characters that a text may not hold. In a block of text line feeds and tabs are welcome, in a line of words not. */
export function forbiddenCharacters(text: string, kind: 'line' | 'text'): ForbiddenCharacter[] {
  if (!suspicious[kind].test(text)) return [];
  return [...text.matchAll(invisible)]
    .filter(({ 0: character, index }) => !isWelcome(text, character, index, kind))
    .map(({ 0: character, index }) => ({ name: characterName(character), index }));
}

/** `U+202E` */
function characterName(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** The place of an index in a text whose first character stands at 1:1. */
export function placeAt(text: string, index: number): Place {
  const before = text.slice(0, index);
  const lastBreak = before.lastIndexOf('\n');
  return { line: before.split('\n').length, column: index - lastBreak };
}

function isWelcome(text: string, character: string, index: number, kind: 'line' | 'text'): boolean {
  if (character === '\n' || character === '\t') return kind === 'text';
  return (
    character === '\u200D' && pictographBefore.test(text.slice(0, index)) && pictographAfter.test(text.slice(index + 1))
  );
}
