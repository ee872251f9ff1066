import type { Nodes, Properties } from 'hast';
import type { Root } from 'mdast';
import type { Picture, Sound } from '#content/media.ts';
import type { Library } from '#content/model.ts';
import type { Language } from '#i18n/languages.ts';
import { tied } from '#i18n/ties.ts';
import { translator } from '#i18n/translator.ts';
import { type DomPlace, drawTree, writeHtml } from './pens/dom.ts';
import { eachDrawn } from './pens/each-drawn.ts';
import { footnoteOptions } from './pens/footnote-options.ts';
import { webBlocks } from './pens/web-blocks.ts';

export type { Properties } from 'hast';

/** The page on which a body will stand. */
export interface WebPlace {
  readonly library: Library;
  /** The page's language. */
  readonly language: Language;
  /** The body's own language where it is borrowed; else the page's. */
  readonly bodyLanguage?: Language;
  /** Put before `/be/…`: '' for the site itself, the public address for what leaves it. */
  readonly base?: string;
  /** Public address of the page; relative links begin here. The newsletter's own where left out. */
  readonly page?: string;
  /** Level of the body's highest heading: 2 where left out, below the page's title. */
  readonly topLevel?: number;
  /** Put before the ids of footnotes, where several bodies share a page. */
  readonly idPrefix?: string;
  /** Attributes of the picture's `img`, `src` at least. `alt`, `width`, `height` and lazy loading are there already and may be replaced. */
  readonly picture: (picture: Picture) => Properties | undefined;
  /** Address of a sound's file. */
  readonly sound: (sound: Sound) => string;
  /** The sign-up form as HTML, put in as it is where a body has `Subscribe`; called for each, since ids may stand once. */
  readonly subscribe?: () => string;
}

/**
 * The body of a commentary, a page or a letter as HTML for the site: no style, no script. Headings and stories carry the
 * ids of `Version.contents`; footnotes lead back in the body's language.
 */
export function renderWeb(body: Root, place: WebPlace): string {
  const full = domPlace(place);
  const tree = drawTree(body, {
    place: full,
    forms: webBlocks,
    options: {
      ...footnoteOptions(translator(full.bodyLanguage), full.topLevel, place.idPrefix ?? ''),
      allowDangerousHtml: true,
    },
  });
  const tie = (node: Nodes) => {
    if (node.type === 'text') node.value = tied(node.value, full.bodyLanguage);
  };
  eachDrawn(tree, tie, ({ tagName }) => tagName === 'code');
  return writeHtml(tree);
}

function domPlace({ bodyLanguage, idPrefix: _, base = '', page, topLevel = 2, ...place }: WebPlace): DomPlace {
  return {
    ...place,
    bodyLanguage: bodyLanguage ?? place.language,
    base,
    page: page ?? `${place.library.newsletter.url}/`,
    topLevel,
  };
}
