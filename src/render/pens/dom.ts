import type { ElementContent, Nodes as HastNodes, Root as HastRoot, Properties } from 'hast';
import { toHtml } from 'hast-util-to-html';
import type { Heading, Image, ImageReference, Link, LinkReference, Root, RootContent } from 'mdast';
import { type Handlers, type Options, type State, toHast } from 'mdast-util-to-hast';
import type { BlockNode } from '#content/block-tree.ts';
import type { Picture, Sound } from '#content/media.ts';
import { type Translate, translator } from '#i18n/translator.ts';
import { cleanProse, cleanText, linkAddress } from '../escape.ts';
import { eachDrawn, eachElement } from './each-drawn.ts';
import { element } from './element.ts';
import { headingLevels } from './heading-levels.ts';
import { asBlock, type BlockForms, drawBlock, type PenPlace } from './pen.ts';

/** A place whose body becomes HTML. */
export interface DomPlace extends PenPlace {
  /** Attributes of the picture's `img`, `src` at least; undefined where no picture is shown. */
  readonly picture: (picture: Picture) => Properties | undefined;
  /** Address of a sound's file, or of a page where it can be heard. */
  readonly sound: (sound: Sound) => string;
  /** The sign-up form as HTML, put in as it is; another one at every call. */
  readonly subscribe?: () => string;
}

/** What a block's form may use. */
interface DomHand {
  readonly place: DomPlace;
  /** Words in the reader's language. */
  readonly reader: Translate;
  /** Words in the body's language. */
  readonly words: Translate;
  /** What the block holds, drawn. */
  readonly inner: ElementContent[];
  /** The block's heading level, where it has one. */
  readonly level: number;
}

export type DomForms = BlockForms<DomHand, ElementContent[]>;

interface DomPen {
  readonly place: DomPlace;
  readonly forms: DomForms;
  /** Forms of Markdown's own nodes where they differ from plain HTML. */
  readonly handlers?: (levels: ReadonlyMap<RootContent, number>, place: DomPlace) => Handlers;
  readonly options?: Options;
}

/** Draws a body as a hast tree. */
export function drawTree(body: Root, { place, forms, handlers, options }: DomPen): HastRoot {
  const levels = headingLevels(body.children, place.topLevel);
  const words = translator(place.bodyLanguage);
  const reader = translator(place.language);
  const block = (state: State, node: BlockNode) =>
    drawBlock(forms, asBlock(node), {
      place,
      reader,
      words,
      inner: state.all(node),
      level: levels.get(node) ?? place.topLevel,
    });
  const tree = toHast(body, {
    ...options,
    handlers: { ...commonHandlers(levels, place), ...handlers?.(levels, place), block },
  });
  eachElement(tree, ({ tagName, properties }) => {
    if (tagName === 'th') properties.scope = 'col';
  });
  return tree.type === 'root' ? tree : { type: 'root', children: isContent(tree) ? [tree] : [] };
}

/** A drawn tree as HTML, its words made fit. Cyrillic stays as it is; only `<`, `&` and quotes become references. */
export function writeHtml(tree: HastNodes): string {
  eachDrawn(tree, node => {
    if (node.type === 'text') node.value = cleanProse(node.value);
    if (node.type === 'element')
      for (const [name, value] of Object.entries(node.properties))
        if (typeof value === 'string') node.properties[name] = cleanText(value);
  });
  return toHtml(tree, { allowDangerousHtml: true });
}

function isContent(node: HastNodes): node is ElementContent {
  return node.type !== 'root' && node.type !== 'doctype';
}

/** What is alike in every medium: levels of headings, safe addresses, no HTML, no picture that nobody measured. */
function commonHandlers(levels: ReadonlyMap<RootContent, number>, place: DomPlace): Handlers {
  const anchor = (href: string, inner: ElementContent[]) => {
    const address = linkAddress(href, place);
    return address === undefined ? inner : element('a', { href: address }, inner);
  };
  return {
    html: () => undefined,
    heading: (state: State, node: Heading) => {
      const id = headingId(node);
      return element(`h${levels.get(node) ?? place.topLevel}`, id === undefined ? {} : { id }, state.all(node));
    },
    link: (state: State, node: Link) => anchor(node.url, state.all(node)),
    linkReference: (state: State, node: LinkReference) => {
      const definition = state.definitionById.get(node.identifier.toUpperCase());
      return definition === undefined ? state.all(node) : anchor(definition.url, state.all(node));
    },
    image: (_: State, node: Image) => ({ type: 'text', value: node.alt ?? '' }),
    imageReference: (_: State, node: ImageReference) => ({ type: 'text', value: node.alt ?? '' }),
  };
}

/** The fragment identifier that the content room gave a heading, the same as in `Version.contents`. */
function headingId(node: Heading): string | undefined {
  const id = node.data?.hProperties?.id;
  return typeof id === 'string' ? id : undefined;
}
