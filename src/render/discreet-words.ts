import type { Newsletter } from '#content/publication.ts';
import type { Language } from '#i18n/languages.ts';
import { translator } from '#i18n/translator.ts';

/** The name that mails in the form discreet come from: the newsletter's own choice, else one that tells nothing either. */
export function discreetSender({ discreet }: Newsletter, language: Language): string {
  return discreet?.sender[language] ?? translator(language)('mail.discreet.sender');
}

/** Their subject, with the period or the day of the mail in it; `otherwise` where the newsletter has chosen none. */
export function discreetSubject({ discreet }: Newsletter, language: Language, date: string, otherwise: string): string {
  return discreet?.subject[language].replaceAll('{date}', () => date) ?? otherwise;
}
