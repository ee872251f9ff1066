import type { Page, Version } from '#content/model.ts';
import type { Language } from '#i18n/languages.ts';

// Under which name a shelf holds a text. Views name texts so, and change with them.

export const commentaryText = ({ commentary, language }: Pick<Version, 'commentary' | 'language'>) =>
  `commentaries/${commentary}/${language}`;
export const letterText = (issue: string, language: Language) => `letters/${issue}/${language}`;
export const pageText = ({ name, language }: Pick<Page, 'name' | 'language'>) => `pages/${name}/${language}`;
