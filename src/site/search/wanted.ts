import { isLanguage, type Language } from '#i18n/languages.ts';

/** What a reader looks for. */
export interface Wanted {
  readonly words: string;
  readonly topic?: string;
  readonly trend?: string;
  readonly year?: string;
  /** `all`, or one of the newsletter's. */
  readonly language: Language | 'all';
}

/** Nobody types more; what is longer was pasted by mistake or to do harm. */
export const longestQuery = 200;

/** What an address or a form asks for; in the page's language where it names none. Anything may stand in an address. */
export function wantedOf(parameters: URLSearchParams, pageLanguage: Language): Wanted {
  const value = (name: string) => parameters.get(name)?.trim().slice(0, longestQuery) || undefined;
  const [topic, trend, year, language] = [value('topic'), value('trend'), value('year'), value('language')];
  return {
    words: value('q') ?? '',
    ...(topic !== undefined && { topic }),
    ...(trend !== undefined && { trend }),
    ...(year !== undefined && { year }),
    language: language === 'all' || isLanguage(language) ? language : pageLanguage,
  };
}

/**
 * The fragment of the address that asks for this, `#q=…&topic=…`; what is not asked for is not in it. A fragment, because browsers
 * send no fragment to any server.
 */
export function fragmentOf({ words, topic, trend, year, language }: Wanted, pageLanguage: Language): string {
  const given = { q: words, topic, trend, year, language: language === pageLanguage ? undefined : language };
  const parameters = new URLSearchParams(
    Object.entries(given).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value]])),
  ).toString();
  return parameters === '' ? '' : `#${parameters}`;
}

/** Whether anything is asked for at all. */
export function isEmpty({ words, topic, trend, year }: Wanted): boolean {
  return words === '' && topic === undefined && trend === undefined && year === undefined;
}
