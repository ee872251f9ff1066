import type { Nodes, Root } from 'mdast';
import type { Language } from '#i18n/languages.ts';

/** Words a minute, silently, for a text that asks for thought; words of be and ru are longer than English ones. */
const wordsAMinute = { en: 220, be: 180, ru: 180 } as const satisfies Record<Language, number>;

const word = /[\p{L}\p{N}]+(?:[’'ʼ\-‑.,][\p{L}\p{N}]+)*/gu;

/** Words in a text: letters and digits, with what joins them. */
export function countWords(text: string): number {
  return text.match(word)?.length ?? 0;
}

/** Minutes, at least one. */
export function readingMinutes(words: number, language: Language): number {
  return Math.max(1, Math.round(words / wordsAMinute[language]));
}

/** All that a reader reads of a tree, paragraph by paragraph, with what stands in blocks. */
export function readableText(tree: Root): string {
  return paragraphs(tree).join('\n');
}

function paragraphs(node: Nodes): string[] {
  switch (node.type) {
    case 'block':
      return [...blockWords(node.props), ...node.children.flatMap(paragraphs)];
    case 'code':
      return [node.value];
    case 'paragraph':
    case 'heading':
    case 'tableCell':
      return [node.children.map(inline).join('')];
    default:
      return 'children' in node ? node.children.flatMap(paragraphs) : [];
  }
}

function inline(node: Nodes): string {
  if (node.type === 'break') return ' ';
  if ('value' in node) return node.value;
  return 'children' in node ? node.children.map(inline).join('') : '';
}

/** What a block says beside its children. */
function blockWords(props: object): string[] {
  return Object.entries(props).flatMap(([key, value]) =>
    ['title', 'text', 'label'].includes(key) ? [String(value)] : [],
  );
}
