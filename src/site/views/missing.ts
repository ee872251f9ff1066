import { nearestVersion } from '#content/queries.ts';
import type { Selection } from '#content/selection.ts';
import type { Language } from '#i18n/languages.ts';
import { translator } from '#i18n/translator.ts';
import { commentaryPath } from '../addresses.ts';

/** A piece of an issue that readers of a language do not get. */
export interface MissingView {
  readonly path: string;
  readonly title: string;
  /** The piece's language. */
  readonly foreign: Language;
  /** "Read in Russian", in the reader's language. */
  readonly says: string;
}

export function missingViews({ missing }: Selection, language: Language): MissingView[] {
  const t = translator(language);
  return missing.flatMap(commentary => {
    const version = nearestVersion(commentary, language);
    if (version === undefined) return [];
    const { title, language: foreign } = version;
    return [{ path: commentaryPath(foreign, commentary.id), title, foreign, says: t(`readIn.${foreign}`) }];
  });
}
