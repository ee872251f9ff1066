import type { Library } from '#content/model.ts';
import { trends } from '#content/trend.ts';
import { type Language, languageNames } from '#i18n/languages.ts';
import { translator } from '#i18n/translator.ts';
import { archivePath, searchPath } from '../addresses.ts';
import { usedTopics } from '../listing.ts';
import { everyLanguage, type Place } from '../place.ts';
import { type Chrome, chromeOf } from '../views/chrome.ts';
import type { LinkView } from '../views/link.ts';
import { type SearchWords, searchWords } from './search-words.ts';

/** A choice of a filter. */
interface Choice {
  readonly value: string;
  readonly label: string;
}

export interface SearchView {
  readonly chrome: Chrome;
  readonly place: Place;
  /** Address of the list of slices. */
  readonly manifest: string;
  readonly filters: Readonly<Record<'topic' | 'trend' | 'year' | 'language', readonly Choice[]>>;
  /** What the script says. */
  readonly words: SearchWords;
  /** The archive by topic and by year, for those who do not search. */
  readonly topics: readonly LinkView[];
  readonly years: readonly LinkView[];
}

function searchView(library: Library, language: Language): SearchView {
  const { newsletter } = library;
  const t = translator(language);
  const chrome = chromeOf(library, language);
  const years = [...new Set(library.issues.map(({ period }) => period.start.slice(0, 4)))].toReversed();
  const others = newsletter.languages.filter(each => each !== language);
  return {
    chrome,
    place: {
      language,
      title: t('search.title'),
      description: t('search.lead'),
      versions: everyLanguage(newsletter, searchPath),
    },
    manifest: '/search/slices.json',
    filters: {
      topic: [
        { value: '', label: t('search.any.topic') },
        ...usedTopics(library).map(({ id, name }) => ({ value: id, label: name[language] })),
      ],
      trend: [
        { value: '', label: t('search.any.trend') },
        ...trends.map(trend => ({ value: trend, label: t(`trend.noun.${trend}`) })),
      ],
      year: [{ value: '', label: t('search.any.year') }, ...years.map(year => ({ value: year, label: year }))],
      language: [
        ...[language, ...others].map(each => ({ value: each, label: languageNames[each] })),
        ...(others.length === 0 ? [] : [{ value: 'all', label: t('search.any.language') }]),
      ],
    },
    words: searchWords(language),
    topics: chrome.topics,
    years: years.map(year => ({ label: year, path: `${archivePath(language)}#year-${year}` })),
  };
}

export function searchRoutes(library: Library) {
  return library.newsletter.languages.map(language => ({
    params: { lang: language },
    props: { view: searchView(library, language) },
  }));
}
