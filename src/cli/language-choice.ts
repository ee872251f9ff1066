import { VesnikError } from '#errors.ts';
import { isLanguage, type Language, languages } from '#i18n/languages.ts';

/** `en,be` as languages, in that order, each once. Throws a VesnikError of kind usage. */
export function chosenLanguages(option: string, text: string): Language[] {
  const parts = text.split(/[\s,]+/u).filter(Boolean);
  const chosen = [...new Set(parts)].filter(isLanguage);
  if (chosen.length > 0 && chosen.length === new Set(parts).size) return chosen;
  throw new VesnikError({
    code: 'unknown-language',
    message: `\`--${option} ${text}\`: Vesnik speaks ${languages.join(', ')}.`,
    hint: `For example: --${option} ${languages.slice(0, 2).join(',')}`,
    kind: 'usage',
  });
}
