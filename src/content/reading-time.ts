import type { Nodes, Root } from 'mdast';
import type { Language } from '#i18n/languages.ts';

/** Words a minute, silently, for a text that asks for thought; words of be and ru are longer than English ones. */
const wordsAMinute = { en: 220, be: 180, ru: 180 } as const satisfies Record<Language, number>;

const letter = /[\p{L}\p{N}]/u;
const joint = /[’'ʼ\-‑.,]/;

/** What a UTF-16 unit is to a word. */
const kinds = { unknown: 0, apart: 1, letter: 2, joint: 3, half: 4 };
// Filled as characters come: to look there takes a third of the time of a pattern over the whole text.
const kindOf = new Uint8Array(0x10000);

/** Words in a text: letters and digits, with what joins them. */
export function countWords(text: string): number {
  let words = 0;
  let before = kinds.apart;
  for (let at = 0; at < text.length; at += 1) {
    let kind = kindAt(text, at);
    if (kind === kinds.half) {
      const whole = String.fromCodePoint(text.codePointAt(at) ?? 0);
      kind = letter.test(whole) ? kinds.letter : kinds.apart;
      at += whole.length - 1;
    }
    if (kind === kinds.letter && before === kinds.apart) words += 1;
    // What joins stands between two letters.
    before = kind === kinds.joint && before !== kinds.letter ? kinds.apart : kind;
  }
  return words;
}

function kindAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  const known = kindOf[unit] ?? kinds.unknown;
  if (known !== kinds.unknown) return known;
  const character = String.fromCharCode(unit);
  let kind = kinds.apart;
  if (letter.test(character)) kind = kinds.letter;
  else if (joint.test(character)) kind = kinds.joint;
  else if (/[\ud800-\udbff]/.test(character)) kind = kinds.half;
  kindOf[unit] = kind;
  return kind;
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
