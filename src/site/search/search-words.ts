import type { Language } from '#i18n/languages.ts';
import { translator } from '#i18n/translator.ts';
import type { PluralForm } from './plural-form.ts';

/** A message by plural form, with `#` for the number. */
export type Counted = Readonly<Partial<Record<PluralForm, string>>>;

/** What the script of the search page says, so that it need not bring the catalogues of all languages along. */
export interface SearchWords {
  readonly loading: string;
  readonly nothing: string;
  readonly common: string;
  readonly addressHolds: string;
  readonly addressed: string;
  readonly failed: string;
  readonly found: Counted;
  readonly shown: Counted;
  readonly similar: Counted;
}

/** A number of each form of whole numbers. */
const examples = {
  en: { one: 1, other: 2 },
  be: { one: 1, few: 2, many: 5 },
  ru: { one: 1, few: 2, many: 5 },
} as const satisfies Record<Language, Partial<Record<PluralForm, number>>>;

export function searchWords(language: Language): SearchWords {
  const t = translator(language);
  const counted = (key: 'search.found' | 'search.shown' | 'search.similar'): Counted =>
    Object.fromEntries(
      Object.entries(examples[language]).map(([form, count]) => [form, t(key, { count }).replace(String(count), '#')]),
    );
  return {
    loading: t('search.loading'),
    nothing: t('search.nothing'),
    common: t('search.common'),
    addressHolds: t('search.addressHolds'),
    addressed: t('search.addressed'),
    failed: t('search.failed'),
    found: counted('search.found'),
    shown: counted('search.shown'),
    similar: counted('search.similar'),
  };
}
