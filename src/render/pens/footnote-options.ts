import type { Options } from 'mdast-util-to-hast';
import type { Translate } from '#i18n/translator.ts';

/** Footnotes below a visible heading, each with a way back that says in those words where it leads. */
export function footnoteOptions(words: Translate, level: number, idPrefix: string): Options {
  return {
    clobberPrefix: idPrefix,
    footnoteLabel: words('piece.footnotes'),
    footnoteLabelTagName: `h${level}`,
    footnoteLabelProperties: {},
    footnoteBackLabel: (note, call) => `${words('piece.backToText')}: ${note + 1}${call > 1 ? `-${call}` : ''}`,
  };
}
