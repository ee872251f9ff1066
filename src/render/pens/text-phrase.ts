import type { Definition, PhrasingContent } from 'mdast';
import { toString as plainText } from 'mdast-util-to-string';
import { cleanText, linkAddress } from '../escape.ts';
import { hardBreak } from './columns.ts';
import type { LinkNotes } from './link-notes.ts';

/** What phrases need to know of their text. */
export interface PhrasePlace {
  readonly base: string;
  readonly page: string;
  readonly links: LinkNotes;
  /** Identifiers of footnotes in the order of their numbers; grows. */
  readonly notes: string[];
  readonly definitions: ReadonlyMap<string, Definition>;
}

/** Words with emphasis as signs, links as `words [1]`, calls of notes as raised digits. */
export function drawPhrases(nodes: readonly PhrasingContent[], place: PhrasePlace): string {
  return nodes.map(node => drawPhrase(node, place)).join('');
}

function drawPhrase(node: PhrasingContent, place: PhrasePlace): string {
  switch (node.type) {
    case 'text':
      return cleanText(node.value);
    case 'inlineCode':
      return `\`${cleanText(node.value)}\``;
    case 'break':
      return hardBreak;
    case 'emphasis':
      return `_${drawPhrases(node.children, place)}_`;
    case 'strong':
      return `*${drawPhrases(node.children, place)}*`;
    case 'delete':
      return `~${drawPhrases(node.children, place)}~`;
    case 'link':
      return drawLink(drawPhrases(node.children, place), node.url, place);
    case 'linkReference': {
      const url = place.definitions.get(node.identifier)?.url;
      const words = drawPhrases(node.children, place);
      return url === undefined ? words : drawLink(words, url, place);
    }
    case 'footnoteReference': {
      if (!place.notes.includes(node.identifier)) place.notes.push(node.identifier);
      return raised(place.notes.indexOf(node.identifier) + 1);
    }
    case 'image':
    case 'imageReference':
      return cleanText(node.alt ?? '');
    case 'html':
      return '';
    default:
      return cleanText(plainText(node));
  }
}

/** `words [1]`; an address that is its own words stands once. */
export function drawLink(words: string, href: string, place: PhrasePlace): string {
  const address = linkAddress(href, place);
  if (address === undefined) return words;
  if (words === address || words === href) return address;
  return `${words}\u00a0[${place.links.number(address)}]`;
}

/** 12 as ¹². */
export function raised(number: number): string {
  return [...String(number)].map(digit => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)] ?? digit).join('');
}
