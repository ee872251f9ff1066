import type { Options } from 'minisearch';
import type { Language } from '#i18n/languages.ts';
import { termOf, writtenWords } from './words.ts';

/** What of a commentary is searched. */
export interface Searched {
  readonly id: number;
  readonly title: string;
  readonly summary: string;
  readonly text: string;
}

/** How an index is made and asked: both sides must agree. */
export function indexOptions(language: Language): Options<Searched> {
  return {
    fields: ['title', 'summary', 'text'],
    tokenize: writtenWords,
    processTerm: word => termOf(word, language),
    searchOptions: { combineWith: 'AND', boost: { title: 4, summary: 2 } },
  };
}
