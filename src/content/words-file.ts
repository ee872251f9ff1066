import type { Language } from '#i18n/languages.ts';
import { parseBody } from './body.ts';
import { defined } from './defined.ts';
import { type Fault, isError, type Place } from './fault.ts';
import { type FrontMatter, readFrontMatter } from './front-matter.ts';
import { issueWordsSchema, pageSchema } from './issue-schema.ts';
import type { IssueWords, Page } from './model.ts';
import { inOrder, type Parsed, type Setting } from './parse.ts';
import { partsOf } from './parts.ts';
import type { Reading } from './reading.ts';
import { type IssueWordsParts, issueWordsParts, type PageParts, pageParts } from './words-parts.ts';

/** Words of the newsletter itself and where they stand. */
export interface ParsedWords<Value> {
  readonly value: Value;
  readonly placeOf: (path: readonly PropertyKey[]) => Place;
  readonly text: string;
}

export interface WordsSource {
  readonly text: string;
  readonly file: string;
  /** Absolute path of the folder that its pictures lie in. */
  readonly folder: string;
  readonly name: string;
  readonly language: Language;
}

/** Reads `issue.<lang>.mdx`. */
export async function parseIssueWords(
  source: WordsSource,
  setting: Setting,
): Promise<Parsed<ParsedWords<IssueWords>, IssueWordsParts>> {
  const { text, file, language } = source;
  const front = readFrontMatter(text, issueWordsSchema);
  const { reading, faults } = await readWords(front, partsOf(issueWordsParts, front.given), source, setting);
  const { value, placeOf } = front;
  if (!value || faults.some(isError)) return { parsed: undefined, faults, reading };
  return {
    parsed: { value: { language, file, ...defined(value), letter: reading.body }, placeOf, text },
    faults,
    reading,
  };
}

/** Reads a page such as `about.be.mdx`. */
export async function parsePage(source: WordsSource, setting: Setting): Promise<Parsed<ParsedWords<Page>, PageParts>> {
  const { text, file, name, language } = source;
  const front = readFrontMatter(text, pageSchema);
  const { reading, faults } = await readWords(front, partsOf(pageParts, front.given), source, setting);
  const { value, placeOf } = front;
  if (!value || faults.some(isError)) return { parsed: undefined, faults, reading };
  const { title, summary } = value;
  const page = { name, language, file, title, ...defined({ summary }), body: reading.body };
  return { parsed: { value: page, placeOf, text }, faults, reading };
}

/** What every file of words has: its fields, its body, and all faults of both in the order of the file. */
export async function readWords<Parts>(
  { body: source, faults: inFront, placeOf }: FrontMatter<unknown>,
  parts: Parts,
  { text, file, language, folder }: WordsSource,
  { topics, assets }: Setting,
): Promise<{ reading: Reading<Parts>; faults: Fault[] }> {
  const picture = (src: string) => assets.picture(folder, src);
  const sound = (src: string) => assets.sound(folder, src);
  const { tree, mentions, faults, tornLines } = await parseBody(source, { picture, sound, topics });
  return {
    reading: { file, language, text, placeOf, parts, body: tree, mentions, tornLines },
    faults: inOrder([...inFront, ...faults]),
  };
}
