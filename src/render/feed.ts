import type { Root as HastRoot, Properties } from 'hast';
import type { Picture, Sound } from '#content/media.ts';
import type { Library, Version } from '#content/model.ts';
import { formatDay } from '#i18n/dates.ts';
import { translator } from '#i18n/translator.ts';
import { commentaryAddress } from './addresses.ts';
import { type DomPlace, drawTree, writeHtml } from './pens/dom.ts';
import { eachElement } from './pens/each-drawn.ts';
import { element } from './pens/element.ts';
import { feedBlocks } from './pens/feed-blocks.ts';
import { footnoteOptions } from './pens/footnote-options.ts';

export interface FeedPlace {
  readonly library: Library;
  /** Attributes of a picture's `img`, with an absolute `src`; undefined where none is shown. */
  readonly picture: (picture: Picture) => Properties | undefined;
  /** Absolute address of a sound's file. */
  readonly sound: (sound: Sound) => string;
}

/**
 * A commentary's whole text for a feed: HTML with absolute addresses, the points in brief before it and corrections at the end, or why it was withdrawn.
 * Holds no `]]>`, so it may stand in a CDATA section (XML 1.0, 2.7).
 */
export function renderFeedBody(version: Version, { library, picture, sound }: FeedPlace): string {
  const { language } = version;
  const words = translator(language);
  const base = library.newsletter.url;
  const page = commentaryAddress(base, language, version.commentary);
  const place: DomPlace = { library, language, bodyLanguage: language, base, page, topLevel: 2, picture, sound };
  const tree =
    version.withdrawn === undefined
      ? drawTree(version.body, { place, forms: feedBlocks, options: footnoteOptions(words, 2, '') })
      : withdrawnNote(version.withdrawn, words('piece.withdrawn'));
  if (version.withdrawn === undefined && version.points.length > 0)
    tree.children.unshift(
      element('h2', {}, [words('piece.inBrief')]),
      element(
        'ul',
        {},
        version.points.map(point => element('li', {}, [point])),
      ),
    );
  if (version.corrections.length > 0)
    tree.children.push(
      element('h2', {}, [words('piece.corrections')]),
      ...version.corrections.map(({ date, text }) => element('p', {}, [`${formatDay(date, language)}: ${text}`])),
    );
  eachElement(tree, ({ properties }) => {
    if (typeof properties.href === 'string' && properties.href.startsWith('#'))
      properties.href = page + properties.href;
  });
  return writeHtml(tree).replaceAll(']]>', ']]&gt;');
}

function withdrawnNote(reason: string, sentence: string): HastRoot {
  return { type: 'root', children: [element('p', {}, [`${sentence} ${reason}`])] };
}
