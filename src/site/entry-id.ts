import type { Language } from '#i18n/languages.ts';

/** Id of a commentary's version in the content layer. */
export function entryId({ commentary, language }: { commentary: string; language: Language }): string {
  return `${commentary}/${language}`;
}
