import type { Library } from '#content/model.ts';
import type { Language } from '#i18n/languages.ts';
import { translator } from '#i18n/translator.ts';
import { trendsPath } from '../addresses.ts';
import { everyLanguage, type Place } from '../place.ts';
import { pageFacts } from '../place-facts.ts';
import { assessedYears } from '../trend/assessments.ts';
import { type Board, boardOfYear } from '../trend/board.ts';
import { type Chrome, chromeOf } from './chrome.ts';

/** The page of a year's trends. */
export interface TrendsView {
  readonly chrome: Chrome;
  readonly place: Place;
  readonly title: string;
  readonly board: Board;
  /** Every year that has such a page, newest first. */
  readonly years: readonly { readonly year: string; readonly path: string; readonly isThis: boolean }[];
}

export function trendsView(library: Library, year: string, language: Language): TrendsView {
  const t = translator(language);
  const title = `${t('site.board.title')}: ${year}`;
  return {
    chrome: chromeOf(library, language),
    place: {
      language,
      title,
      description: t('site.board.ofYear', { year }),
      versions: everyLanguage(library.newsletter, each => trendsPath(each, year)),
      ...pageFacts(library, language, { name: title, path: trendsPath(language, year) }),
    },
    title: t('site.board.ofYear', { year }),
    board: boardOfYear(library, language, year),
    years: assessedYears(library).map(each => ({
      year: each,
      path: trendsPath(language, each),
      isThis: each === year,
    })),
  };
}
