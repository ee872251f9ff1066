import type { Language } from './languages.ts';

/** A number with its thousands apart: "1,234", «1 234» with a space that does not break. In Belarusian, too, where Intl leaves four digits together. */
export function formatNumber(value: number, language: Language): string {
  return formats[language].format(value);
}

const grouped = (language: Language) => new Intl.NumberFormat(language, { useGrouping: 'always' });
const formats = { en: grouped('en'), be: grouped('be'), ru: grouped('ru') } as const;
