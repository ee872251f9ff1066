import type { Version } from '#content/model.ts';
import type { Language } from '#i18n/languages.ts';
import { nearlyAlike } from './alike.ts';
import type { Finding } from './finding.ts';
import { type Passage, passagesOf } from './passages.ts';

/** What is to be said of one passage. */
interface Remark {
  readonly rule: string;
  readonly message: string;
  readonly hint: string;
}

/** Slips in the words of a version that a reader would stumble over. All are warnings: an editor may mean them. */
export function wordingFindings(version: Version): Finding[] {
  const passages = passagesOf(version);
  const remarks = passages.flatMap(passage =>
    rules
      .flatMap(rule => rule(passage.text, version.language))
      .map(
        (remark): Finding => ({
          file: version.file,
          line: passage.line,
          column: passage.column,
          severity: 'warning',
          ...remark,
        }),
      ),
  );
  return [...remarks, ...repetitions(version, passages), ...nearNames(version, passages)];
}

type Rule = (text: string, language: Language) => Remark[];

const leftovers: Rule = text => {
  const found = /\b(?:TK|TODO|FIXME|XXX+)\b|\?\?\?|\blorem ipsum\b/iu.exec(text)?.[0];
  // "tk" and "xxx" in small letters are parts of words and addresses.
  if (found === undefined || (/^[a-z]/u.test(found) && !/lorem/iu.test(found))) return [];
  return [
    {
      rule: 'leftover',
      message: `“${found}” was left in the text.`,
      hint: 'Write what belongs there, or take it out.',
    },
  ];
};

const quotes: Rule = (text, language) => {
  const wrong = language === 'en' ? /["«»„]/u.exec(text) : /"|(?<!„[^“”]*)[“”]/u.exec(text);
  const right = language === 'en' ? '“…”' : '«…»';
  if (!wrong) return balance(text, language);
  return [
    {
      rule: 'quotes',
      message: `“${wrong[0]}” is not a quotation mark of this language.`,
      hint: `Write ${right}: ${near(text, wrong.index)}`,
    },
  ];
};

function balance(text: string, language: Language): Remark[] {
  const [open, close] = language === 'en' ? ['“', '”'] : ['«', '»'];
  const opened = text.split(open).length;
  const closed = text.split(close).length;
  if (opened === closed) return [];
  const missing = opened > closed ? close : open;
  return [
    {
      rule: 'unbalanced-quotes',
      message: `A ${missing} is missing.`,
      hint: `Close what you open: ${near(text, text.indexOf(opened > closed ? open : close))}`,
    },
  ];
}

const doubleSpaces: Rule = text => {
  const found = /\S( {2,})\S/u.exec(text);
  return found
    ? [
        {
          rule: 'double-space',
          message: 'Two spaces stand together.',
          hint: `One is enough: ${near(text, found.index)}`,
        },
      ]
    : [];
};

const mixedLetters: Rule = text => {
  const word = text
    .split(/[^\p{L}\p{M}]+/u)
    .find(part => /\p{Script=Latin}/u.test(part) && /\p{Script=Cyrillic}/u.test(part));
  if (word === undefined) return [];
  const latin = [...word].filter(letter => /\p{Script=Latin}/u.test(letter)).join(', ');
  return [
    {
      rule: 'mixed-letters',
      message: `“${word}” mixes Latin and Cyrillic letters (Latin: ${latin}).`,
      hint: 'Type the word anew in one alphabet: it looks right, but search and reading aloud do not find it.',
    },
  ];
};

const rules: readonly Rule[] = [leftovers, quotes, doubleSpaces, mixedLetters];

/** Sentences shorter than this may well stand twice. */
const leastCharacters = 40;

function repetitions({ file }: Version, passages: readonly Passage[]): Finding[] {
  const seen = new Set<string>();
  return passages.flatMap(({ text, line, column }) =>
    text
      .split(/(?<=[.!?…])\s+/u)
      .map(sentence => sentence.trim())
      .filter(sentence => {
        if (sentence.length < leastCharacters || line === 1) return false;
        const isRepeated = seen.has(sentence);
        seen.add(sentence);
        return isRepeated;
      })
      .map(
        (sentence): Finding => ({
          ...{ file, line, column, rule: 'repeated-sentence', severity: 'warning' },
          message: 'This sentence stands in the text twice.',
          hint: `Take one out: ${near(sentence, 0)}`,
        }),
      ),
  );
}

function nearNames({ file }: Version, passages: readonly Passage[]): Finding[] {
  return nearlyAlike(passages.map(({ text }) => text)).map(([one, other]): Finding => {
    const place = passages.find(({ text }) => text.includes(other));
    return {
      ...{ file, line: place?.line ?? 1, column: place?.column ?? 1, rule: 'similar-names', severity: 'warning' },
      message: `“${one}” and “${other}” differ by one letter.`,
      hint: 'Where they are one name, spell it one way.',
    };
  });
}

function near(text: string, index: number): string {
  const words = text
    .slice(Math.max(0, index - 20), index + 40)
    .replaceAll(/\s+/gu, ' ')
    .trim();
  return `${index > 20 ? '…' : ''}${words}${index + 40 < text.length ? '…' : ''}`;
}
