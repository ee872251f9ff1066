import type { ElementContent } from 'hast';
import type {
  Blockquote,
  Code,
  FootnoteDefinition,
  FootnoteReference,
  Heading,
  List,
  ListItem,
  Root,
  RootContent,
} from 'mdast';
import { defaultHandlers, type Handlers, type State } from 'mdast-util-to-hast';
import { eachNode } from '#content/each-node.ts';
import { translator } from '#i18n/translator.ts';
import { type DomPlace, drawTree, writeHtml } from './dom.ts';
import { eachElement } from './each-drawn.ts';
import { element } from './element.ts';
import { mailBlocks } from './mail-blocks.ts';
import { dress, headingStyle } from './mail-dress.ts';

/** A body as lean HTML for one `mj-text`, with its notes at the end. */
export function drawMailBody(body: Root, place: DomPlace): string {
  const notes: string[] = [];
  const drawn = drawPart(body, place, notes);
  // A relay with merge fields of its own must find none in our words.
  return (drawn + drawNotes(body, place, notes)).replaceAll('{', '&#123;');
}

function drawPart(body: Root, place: DomPlace, notes: string[]): string {
  const tree = drawTree(body, {
    place,
    forms: mailBlocks,
    handlers: levels => proseHandlers(levels, place, notes),
  });
  eachElement(tree, ({ tagName, properties }) => {
    if (tagName === 'a') properties.style ??= dress.link;
    if (tagName === 'table' && properties.role === undefined) properties.style = dress.table;
    if ((tagName === 'th' || tagName === 'td') && properties.style === undefined) {
      properties.className = ['rule'];
      properties.style = dress.cell;
    }
  });
  return writeHtml(tree).replaceAll(/\n+(?=<)/g, '');
}

/** Plain numbers and a list: links inside a mail do not work in many clients. */
function drawNotes(body: Root, place: DomPlace, notes: string[]): string {
  if (notes.length === 0) return '';
  const title = translator(place.bodyLanguage)('piece.footnotes');
  const definitions = new Map<string, FootnoteDefinition>();
  eachNode(body, node => {
    if (node.type === 'footnoteDefinition') definitions.set(node.identifier, node);
  });
  // A note may mention another, so the list may grow while it is drawn.
  let items = '';
  for (let at = 0; at < notes.length; at++) {
    const children = definitions.get(notes[at] ?? '')?.children ?? [];
    const lines = children.flatMap((child): RootContent[] => (child.type === 'paragraph' ? child.children : [child]));
    items += `<li>${drawPart({ type: 'root', children: lines }, place, notes)}</li>`;
  }
  const heading = writeHtml(element(`h${place.topLevel}`, { style: headingStyle(place.topLevel) }, [title]));
  return `${heading}<ol style="${dress.notes}">${items}</ol>`;
}

function proseHandlers(levels: ReadonlyMap<RootContent, number>, place: DomPlace, notes: string[]): Handlers {
  return {
    heading: (state: State, node: Heading) => {
      const level = levels.get(node) ?? place.topLevel;
      return element(`h${level}`, { style: headingStyle(level) }, state.all(node));
    },
    list: (state: State, node: List) =>
      element(
        node.ordered ? 'ol' : 'ul',
        { style: dress.list, ...(node.ordered && node.start !== 1 && node.start != null && { start: node.start }) },
        state.all(node),
      ),
    listItem: (state: State, node: ListItem) => element('li', { style: dress.item }, tightItem(state, node)),
    blockquote: (state: State, node: Blockquote) =>
      element('blockquote', { className: ['rule'], style: dress.quote }, state.all(node)),
    thematicBreak: () => element('hr', { className: ['rule'], style: dress.rule }),
    code: (_: State, node: Code) => element('pre', { style: dress.code }, [element('code', {}, [node.value])]),
    footnoteReference: (_: State, node: FootnoteReference) => {
      if (!notes.includes(node.identifier)) notes.push(node.identifier);
      return element('sup', {}, [String(notes.indexOf(node.identifier) + 1)]);
    },
    table: defaultHandlers.table,
  };
}

/** A paragraph alone in its item needs no element of its own. */
function tightItem(state: State, node: ListItem): ElementContent[] {
  const [only, ...more] = node.children;
  const mark: ElementContent[] =
    typeof node.checked === 'boolean' ? [{ type: 'text', value: node.checked ? '☑ ' : '☐ ' }] : [];
  if (only?.type === 'paragraph' && more.every(({ type }) => type === 'list'))
    return [...mark, ...state.all(only), ...more.flatMap(child => state.one(child, node) ?? [])];
  return [...mark, ...state.all(node)];
}
