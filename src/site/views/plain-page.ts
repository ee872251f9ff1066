import type { Library, Page } from '#content/model.ts';
import type { Language } from '#i18n/languages.ts';
import { tied } from '#i18n/ties.ts';
import { translator } from '#i18n/translator.ts';
import { archivePath, homePath, pagePath } from '../addresses.ts';
import { everyLanguage, type Place } from '../place.ts';
import { pageFacts } from '../place-facts.ts';
import { pageText } from '../text-name.ts';
import { type Chrome, chromeOf } from './chrome.ts';
import { type YearOfIssues, yearsOfIssues } from './issue-list.ts';

/** A page that stands by itself: about, privacy. */
export interface PlainPageView {
  readonly chrome: Chrome;
  readonly place: Place;
  /** Name of the body on the shelf. */
  readonly text: string;
  readonly title: string;
  readonly summary?: string;
}

export function plainPageView(library: Library, page: Page): PlainPageView {
  const { name, language, title, summary } = page;
  const same = library.pages.filter(each => each.name === name);
  return {
    chrome: chromeOf(library, language),
    place: {
      language,
      title,
      ...(summary !== undefined && { description: summary }),
      versions: Object.fromEntries(same.map(each => [each.language, pagePath(each.language, name)])),
      instead: everyLanguage(library.newsletter, homePath),
      ...pageFacts(library, language, { name: title, path: pagePath(language, name) }),
    },
    text: pageText(page),
    title: tied(title, language),
    ...(summary !== undefined && { summary: tied(summary, language) }),
  };
}

/** The archive of all issues. */
export interface ArchiveView {
  readonly chrome: Chrome;
  readonly place: Place;
  readonly years: readonly YearOfIssues[];
}

export function archiveView(library: Library, language: Language): ArchiveView {
  const t = translator(language);
  return {
    chrome: chromeOf(library, language),
    place: {
      language,
      title: t('site.archive.title'),
      description: library.newsletter.tagline[language],
      versions: everyLanguage(library.newsletter, archivePath),
      ...pageFacts(library, language, { name: t('site.archive.title'), path: archivePath(language) }),
    },
    years: yearsOfIssues(library, language),
  };
}

/** A page that is not listed anywhere: an error, a page of the doors. */
export interface UnlistedView {
  readonly chrome: Chrome;
  readonly place: Place;
}

export function unlistedView(library: Library, language: Language, title: string): UnlistedView {
  return {
    chrome: chromeOf(library, language),
    place: {
      language,
      title,
      versions: {},
      instead: everyLanguage(library.newsletter, homePath),
      isUnlisted: true,
    },
  };
}
