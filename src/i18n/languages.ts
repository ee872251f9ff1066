/** The languages that Vesnik speaks to readers; a newsletter publishes in one or more of them (BCP 47). */
export const languages = ['en', 'be', 'ru'] as const;

export type Language = (typeof languages)[number];

/** The same words in every language. */
export type Words = Readonly<Record<Language, string>>;

/** What each language calls itself, as a language switch shows it. */
export const languageNames: Words = { en: 'English', be: 'Беларуская', ru: 'Русский' };

export function isLanguage(value: unknown): value is Language {
  return languages.some(language => language === value);
}
