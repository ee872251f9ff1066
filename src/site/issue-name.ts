import type { Issue } from '#content/model.ts';
import { formatPeriod } from '#i18n/dates.ts';
import type { Language } from '#i18n/languages.ts';
import { translator } from '#i18n/translator.ts';

/** The issue's own title in that language, else its period. */
export function issueTitle({ words, period }: Issue, language: Language): string {
  return words[language]?.title ?? formatPeriod(period, language);
}

/** "2024, issue 15"; undefined where the issue has no number. */
export function issueNumber({ number, volume }: Issue, language: Language): string | undefined {
  if (number === undefined) return undefined;
  const t = translator(language);
  return volume === undefined ? t('issue.number', { number }) : t('issue.numberInVolume', { volume, number });
}
