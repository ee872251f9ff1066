import { languages } from '#i18n/languages.ts';
import { normalise } from './normalise.ts';
import { isStopWord } from './stop-words.ts';
import type { Wanted } from './wanted.ts';
import { writtenWords } from './words.ts';

/** Whether there are words and all of them are such as every text of a searched language has, so that no index holds them. */
export function isTooCommon({ words, language }: Wanted): boolean {
  const normal = writtenWords(words).map(normalise);
  const searched = language === 'all' ? languages : [language];
  return normal.length > 0 && searched.some(each => normal.every(word => isStopWord(word, each)));
}
