import type { Language } from '#i18n/languages.ts';
import { parseBody } from './body.ts';
import { defined } from './defined.ts';
import { isError, type Place } from './fault.ts';
import { readFrontMatter } from './front-matter.ts';
import { issueWordsSchema, pageSchema } from './issue-schema.ts';
import type { IssueWords, Page } from './model.ts';
import { inOrder, type Parsed, type Setting } from './parse.ts';

/** Words of the newsletter itself and where they stand. */
export interface ParsedWords<Value> {
  readonly value: Value;
  readonly placeOf: (path: readonly PropertyKey[]) => Place;
  readonly text: string;
}

interface WordsSource {
  readonly text: string;
  readonly file: string;
  /** Absolute path of the folder that its pictures lie in. */
  readonly folder: string;
  readonly name: string;
  readonly language: Language;
}

/** Reads `issue.<lang>.mdx`. */
export async function parseIssueWords(source: WordsSource, setting: Setting): Promise<Parsed<ParsedWords<IssueWords>>> {
  const { text, file, language } = source;
  const { value, faults, placeOf, body } = readFrontMatter(text, issueWordsSchema);
  const { tree, mentions, faults: inBody } = await parseLetter(body, source, setting);
  const all = inOrder([...faults, ...inBody]);
  if (!value || all.some(isError)) return { parsed: undefined, faults: all, mentions };
  return {
    parsed: { value: { language, file, ...defined(value), letter: tree }, placeOf, text },
    faults: all,
    mentions,
  };
}

/** Reads a page such as `about.be.mdx`. */
export async function parsePage(source: WordsSource, setting: Setting): Promise<Parsed<ParsedWords<Page>>> {
  const { text, file, name, language } = source;
  const { value, faults, placeOf, body } = readFrontMatter(text, pageSchema);
  const { tree, mentions, faults: inBody } = await parseLetter(body, source, setting);
  const all = inOrder([...faults, ...inBody]);
  if (!value || all.some(isError)) return { parsed: undefined, faults: all, mentions };
  const { title, summary } = value;
  const page = { name, language, file, title, ...defined({ summary }), body: tree };
  return { parsed: { value: page, placeOf, text }, faults: all, mentions };
}

function parseLetter(body: string, { folder }: WordsSource, { topics, assets }: Setting) {
  return parseBody(body, {
    picture: src => assets.picture(folder, src),
    sound: src => assets.sound(folder, src),
    topics,
  });
}
