import type { Root, RootContent } from 'mdast';
import { toString as plainText } from 'mdast-util-to-string';
import { visit } from 'unist-util-visit';
import type { Version } from '#content/model.ts';

/** A stretch of an editor's words: a title, a paragraph, a caption. */
export interface Passage {
  readonly text: string;
  /** Where it begins; 1:1 for what stands in the front matter. */
  readonly line: number;
  readonly column: number;
}

/** All words of a version in order: front matter first, then the body's paragraphs, headings, cells and captions. */
export function passagesOf({ title, summary, points, cover, audio, corrections, body }: Version): Passage[] {
  const front = [
    title,
    summary,
    ...points,
    ...[cover?.alt, cover?.caption, audio?.title].filter(text => text !== undefined),
    ...corrections.map(({ text }) => text),
  ];
  return [...front.map(text => ({ text, line: 1, column: 1 })), ...bodyPassages(body)];
}

function bodyPassages(body: Root): Passage[] {
  const passages: Passage[] = [];
  visit(body, node => {
    const texts = textsOf(node);
    const { line, column } = node.position?.start ?? { line: 1, column: 1 };
    passages.push(...texts.filter(text => text.trim() !== '').map(text => ({ text, line, column })));
  });
  return passages;
}

function textsOf(node: Root | RootContent): string[] {
  if (node.type === 'paragraph' || node.type === 'heading' || node.type === 'tableCell') return [plainText(node)];
  if (node.type !== 'block') return [];
  return Object.entries(node.props).flatMap(([prop, value]) => {
    if (prop === 'picture' && 'picture' in node.props) {
      const { alt, caption = '' } = node.props.picture;
      return [alt, caption];
    }
    return wordProps.has(prop) && typeof value === 'string' ? [value] : [];
  });
}

/** Props of blocks that readers see as words. */
const wordProps = new Set(['title', 'by', 'text', 'label']);
