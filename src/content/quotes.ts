import type { Language } from '#i18n/languages.ts';
import type { Slip } from './text-rules.ts';

/** The quotation marks of each language, outside and inside of others. */
const marks = {
  en: { outer: ['“', '”'], inner: ['‘', '’'], wrong: /["«»„]/gu },
  be: { outer: ['«', '»'], inner: ['„', '“'], wrong: /["”]/gu },
  ru: { outer: ['«', '»'], inner: ['„', '“'], wrong: /["”]/gu },
} as const satisfies Record<
  Language,
  { outer: readonly [string, string]; inner: readonly [string, string]; wrong: RegExp }
>;

/** Quotation marks of another language, and those that are opened and not closed or the other way round. */
export function quoteSlips(text: string, language: Language): Slip[] {
  const { outer, inner, wrong } = marks[language];
  const [open, close] = outer;
  const strangers = [...text.matchAll(wrong)];
  if (language !== 'en' && !text.includes('„')) strangers.push(...text.matchAll(/“/gu));
  const [first] = strangers;
  if (first) {
    return [
      {
        rule: 'quotes',
        words: around(text, first.index),
        message: `\`${first[0]}\` is not a quotation mark of this language.`,
        hint: `Write ${open}…${close}, and inside of them ${inner[0]}…${inner[1]}.`,
      },
    ];
  }
  const stray = strayIndex(text, open, close);
  if (stray === undefined) return [];
  const isOpen = text.startsWith(open, stray);
  return [
    {
      rule: 'unbalanced-quotes',
      words: around(text, stray),
      message: `This \`${isOpen ? open : close}\` has no \`${isOpen ? close : open}\`.`,
      hint: `Write ${open}…${close} around the words.`,
    },
  ];
}

/** Index of a mark without its other half. */
function strayIndex(text: string, open: string, close: string): number | undefined {
  const opened: number[] = [];
  for (const [index, character] of [...text].entries()) {
    if (character === open) opened.push(index);
    else if (character === close && opened.pop() === undefined) return index;
  }
  return opened[0];
}

/** The mark with the letters that touch it, for the place in the file. */
function around(text: string, index: number): string {
  const before = /\S{0,12}$/u.exec(text.slice(0, index))?.[0] ?? '';
  const after = /^\S{0,12}/u.exec(text.slice(index))?.[0] ?? '';
  return before + after;
}
