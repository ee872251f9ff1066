import type { Nodes, Root } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import type { Place } from './fault.ts';

/** A stretch of an editor's words: a title, a paragraph, a caption. */
export interface Passage {
  readonly text: string;
  /** Where it begins. */
  readonly place: Place;
  /** The last line that it may stand on. */
  readonly lastLine: number;
}

/** What is known of the words in a front matter: where each field begins. */
export interface Words {
  /** The whole file. */
  readonly text: string;
  readonly placeOf: (path: readonly PropertyKey[]) => Place;
}

/** Folded values of a front matter are seldom longer. */
const fieldLines = 12;

/** The field's words, where there are any. */
export function fieldPassages(
  words: Words,
  fields: readonly (readonly [path: readonly PropertyKey[], text: string | undefined])[],
): Passage[] {
  return fields.flatMap(([path, text]) => {
    if (text === undefined) return [];
    const place = words.placeOf(path);
    return [{ text, place, lastLine: place.line + fieldLines }];
  });
}

/** Paragraphs, headings, cells, and what blocks say beside their children, in order. Code is no language. */
export function bodyPassages(body: Root): Passage[] {
  return passagesOf(body);
}

/** Where a few words of a passage stand in the file; the passage's beginning where Markdown's signs lie between them. */
export function placeOfWords({ place, lastLine }: Passage, words: string, file: string): Place {
  const lines = file.split('\n').slice(place.line - 1, lastLine);
  for (const [index, line] of lines.entries()) {
    const column = line.indexOf(words, index === 0 ? place.column - 1 : 0);
    if (column >= 0) return { line: place.line + index, column: column + 1 };
  }
  return place;
}

function passagesOf(node: Nodes): Passage[] {
  const { start, end } = node.position ?? { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };
  const passage = (text: string): Passage[] =>
    text.trim() === '' ? [] : [{ text, place: { line: start.line, column: start.column }, lastLine: end.line }];
  switch (node.type) {
    case 'paragraph':
    case 'heading':
    case 'tableCell':
      return passage(textOf({ ...node, children: node.children.filter(({ type }) => type !== 'inlineCode') }));
    case 'block': {
      const { props } = node;
      const picture =
        'picture' in props ? [props.picture.alt, props.picture.caption ?? '', props.picture.credit ?? ''] : [];
      const sound = 'sound' in props ? [props.sound.title] : [];
      const own = Object.entries(props).flatMap(([key, value]) =>
        ['title', 'by', 'text', 'label'].includes(key) ? [String(value)] : [],
      );
      return [...[...picture, ...sound, ...own].flatMap(passage), ...node.children.flatMap(passagesOf)];
    }
    default:
      return 'children' in node ? node.children.flatMap(passagesOf) : [];
  }
}
