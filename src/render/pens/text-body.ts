import type { Code, Definition, FootnoteDefinition, List, ListItem, Root, RootContent, Table } from 'mdast';
import { eachNode } from '#content/each-node.ts';
import type { Language } from '#i18n/languages.ts';
import { translator } from '#i18n/translator.ts';
import { cleanProse } from '../escape.ts';
import { hangText, hardBreak, indentLines, textColumns, underlineText, wrapText } from './columns.ts';
import { headingLevels } from './heading-levels.ts';
import type { LinkNotes } from './link-notes.ts';
import { asBlock, drawBlock, type PenPlace } from './pen.ts';
import { textBlocks } from './text-blocks.ts';
import type { TextPlace } from './text-hand.ts';
import { drawPhrases, raised } from './text-phrase.ts';
import { drawTable } from './text-table.ts';

/** A body as plain text of 72 columns, complete, with its notes at the end. Its links are counted in `links`. */
export function drawTextBody(body: Root, pen: PenPlace, links: LinkNotes): string {
  const definitions = new Map<string, Definition>();
  const footnotes = new Map<string, FootnoteDefinition>();
  eachNode(body, node => {
    if (node.type === 'definition') definitions.set(node.identifier, node);
    if (node.type === 'footnoteDefinition') footnotes.set(node.identifier, node);
  });
  const place: TextPlace = {
    ...pen,
    ...voices(pen),
    levels: headingLevels(body.children, pen.topLevel),
    links,
    definitions,
    notes: [],
  };
  const paragraphs = drawAll(body.children, place, textColumns);
  return [...paragraphs, ...drawNotes(footnotes, place)].map(lines => lines.join('\n')).join('\n\n');
}

function voices({ language, bodyLanguage }: { language: Language; bodyLanguage: Language }) {
  return { reader: translator(language), words: translator(bodyLanguage) };
}

function drawNotes(footnotes: ReadonlyMap<string, FootnoteDefinition>, place: TextPlace): string[][] {
  if (place.notes.length === 0) return [];
  const drawn: string[][] = [underlineText(place.words('piece.footnotes'), '-')];
  // A note may mention another, so the list may grow while it is drawn.
  for (let at = 0; at < place.notes.length; at++) {
    const children = footnotes.get(place.notes[at] ?? '')?.children ?? [];
    const sign = `${raised(at + 1)} `;
    drawn.push(indentLines(joined(drawAll(children, place, textColumns - sign.length)), sign, ' '.repeat(sign.length)));
  }
  return drawn;
}

/** Paragraphs, each of several lines. */
function drawAll(nodes: readonly RootContent[], place: TextPlace, columns: number): string[][] {
  return nodes.flatMap(node => drawNode(node, place, columns)).filter(lines => lines.length > 0);
}

function drawNode(node: RootContent, place: TextPlace, columns: number): string[][] {
  switch (node.type) {
    case 'paragraph':
      return [wrapText(drawPhrases(node.children, place), columns)];
    case 'heading': {
      const sign = (place.levels.get(node) ?? place.topLevel) <= 3 ? '-' : '~';
      return [underlineText(drawPhrases(node.children, place).replaceAll(hardBreak, ' '), sign, columns)];
    }
    case 'blockquote':
      return [indentLines(joined(drawAll(node.children, place, columns - 2)), '> ')];
    case 'list':
      return drawList(node, place, columns);
    case 'code':
      return [drawCode(node, columns)];
    case 'table':
      return drawTable(cells(node, place), columns);
    case 'thematicBreak':
      return [['* * *']];
    case 'block':
      return drawBlock(textBlocks, asBlock(node), {
        place,
        columns,
        inner: (width = columns) => drawAll(node.children, place, width),
        level: place.levels.get(node) ?? place.topLevel,
      });
    default:
      return [];
  }
}

function drawList(list: List, place: TextPlace, columns: number): string[][] {
  const items = list.children.map((item, at) => {
    const sign = list.ordered ? `${(list.start ?? 1) + at}. ` : '- ';
    const box = typeof item.checked === 'boolean' ? `[${item.checked ? 'x' : ' '}] ` : '';
    return drawItem(item, sign + box, place, columns);
  });
  return list.spread ? items : [items.flat()];
}

function drawItem(item: ListItem, sign: string, place: TextPlace, columns: number): string[] {
  const paragraphs = drawAll(item.children, place, columns - sign.length);
  const lines = item.spread ? joined(paragraphs) : paragraphs.flat();
  return lines.length === 0 ? hangText('', sign, sign) : indentLines(lines, sign, ' '.repeat(sign.length));
}

function drawCode(node: Code, columns: number): string[] {
  const room = columns - 4;
  const pieces = cleanProse(node.value)
    .split('\n')
    .flatMap(line => line.match(new RegExp(`.{1,${room}}`, 'gu')) ?? ['']);
  return indentLines(pieces, '    ');
}

function cells(table: Table, place: TextPlace): string[][] {
  return table.children.map(row =>
    row.children.map(cell => drawPhrases(cell.children, place).replaceAll(/\s+/g, ' ').trim()),
  );
}

function joined(paragraphs: readonly string[][]): string[] {
  return paragraphs.flatMap((lines, at) => (at === 0 ? lines : ['', ...lines]));
}
