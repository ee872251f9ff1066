import type { Language } from '#i18n/languages.ts';

/** A link as a component draws it. */
export interface LinkView {
  readonly label: string;
  readonly path: string;
  /** The language of the words, and of what they lead to, where it is not the reader's. */
  readonly foreign?: Language;
}

/** The language, where it differs from the reader's. */
export function foreignTo(reader: Language, language: Language): { readonly foreign?: Language } {
  return language === reader ? {} : { foreign: language };
}
