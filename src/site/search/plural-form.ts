import type { pluralForms } from '#i18n/catalogue.ts';
import type { Language } from '#i18n/languages.ts';

export type PluralForm = (typeof pluralForms)[Language][number];

/** The plural form of a whole number (CLDR). Browsers know no Belarusian in `Intl.PluralRules` and would count as in English. */
export function pluralForm(count: number, language: Language): PluralForm {
  if (language === 'en') return count === 1 ? 'one' : 'other';
  const [ten, hundred] = [count % 10, count % 100];
  if (ten === 1 && hundred !== 11) return 'one';
  return ten >= 2 && ten <= 4 && (hundred < 12 || hundred > 14) ? 'few' : 'many';
}
