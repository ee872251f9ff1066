import type { PhrasingContent } from 'mdast';
import type { MdxJsxTextElement } from 'mdast-util-mdx-jsx';
import { toString as textOf } from 'mdast-util-to-string';
import { isBlockName } from './blocks.ts';
import type { BodyContext } from './body-context.ts';
import { forbiddenCharacters } from './characters.ts';
import { isComment } from './comment.ts';
import { fault, type Place } from './fault.ts';
import { tagFault } from './html-tags.ts';
import { linkFault } from './links.ts';

/** The words of a paragraph, a heading or a cell: comments gone, reference links made plain ones, all else looked at. */
export function convertPhrasing(nodes: readonly PhrasingContent[], context: BodyContext): PhrasingContent[] {
  return nodes.flatMap(node => convertOne(node, context));
}

/** A fault for characters that came in by `&#…;` or another disguise: those written plainly are found in the source. */
export function checkCharacters(text: string, place: Place | undefined, context: BodyContext): void {
  for (const name of new Set(forbiddenCharacters(text, 'text').map(one => one.name))) {
    context.faults.push(
      fault(place, 'control-character', `${name} is a character that no reader can see.`, 'Take it out.'),
    );
  }
}

/** Looks at the address of a link and notes where it leads. */
export function checkLink(url: string, place: Place | undefined, context: BodyContext): void {
  const found = linkFault(url);
  if (found) {
    context.faults.push(fault(place, found.rule, `The link \`${shorten(url)}\` ${found.message}.`, found.hint));
  } else if (place) {
    const kind = url.startsWith('/') ? 'page' : url.startsWith('#') ? 'fragment' : 'web';
    context.mentions.push({ place, kind, target: kind === 'fragment' ? url.slice(1) : url });
  }
}

function convertOne(node: PhrasingContent, context: BodyContext): PhrasingContent[] {
  const place = node.position?.start;
  switch (node.type) {
    case 'text': {
      checkCharacters(node.value, place, context);
      const note = /\[\^[^\]\s]+\]/.exec(node.value)?.[0];
      if (note !== undefined) {
        const hint = `Write \`${note}: The words of the note.\` on a line of its own.`;
        context.faults.push(fault(place, 'footnote', `The footnote \`${note}\` has no text.`, hint));
      }
      return [node];
    }
    case 'inlineCode':
      checkCharacters(node.value, place, context);
      return [node];
    case 'emphasis':
    case 'strong':
    case 'delete':
      return [{ ...node, children: convertPhrasing(node.children, context) }];
    case 'break':
    case 'footnoteReference':
      return [node];
    case 'link':
      checkLink(node.url, place, context);
      checkWords(textOf(node), node.url, place, context);
      return [{ ...node, children: convertPhrasing(node.children, context) }];
    case 'linkReference': {
      const url = context.definitions.get(node.identifier) ?? '';
      checkLink(url, place, context);
      checkWords(textOf(node), url, place, context);
      const children = convertPhrasing(node.children, context);
      return [{ type: 'link', url, children, ...(node.position && { position: node.position }) }];
    }
    case 'image':
    case 'imageReference':
      context.faults.push(
        fault(
          place,
          'picture-place',
          'A picture stands inside a line of text.',
          'Put it on a line of its own, `![what is to be seen](./file.jpg)`, with empty lines around it and outside of lists, quotations and tables.',
        ),
      );
      return [];
    case 'mdxTextExpression':
      if (!isComment(node.value)) context.faults.push(expressionFault(node.value, place));
      return [];
    case 'mdxJsxTextElement':
      context.faults.push(inlineTagFault(node));
      convertPhrasing(node.children, context);
      return [];
    default:
      context.faults.push(fault(place, 'markdown', `\`${node.type}\` has no place here.`, 'Write plain Markdown.'));
      return [];
  }
}

/** `{…}` that is no comment. */
export function expressionFault(value: string, place: Place | undefined) {
  const shown = shorten(value.replaceAll('\n', ' '));
  return fault(
    place,
    'expression',
    `\`{${shown}}\` is code, and code is never run here.`,
    'Write the words themselves; `\\{` is the sign, `{/* … */}` a comment.',
  );
}

function inlineTagFault({ name, position }: MdxJsxTextElement) {
  if (name !== null && isBlockName(name)) {
    return fault(
      position?.start,
      'block-place',
      `The block \`<${name}>\` stands inside a line of text.`,
      'Put its tags on lines of their own, with empty lines around them.',
    );
  }
  const { rule, message, hint } = tagFault(name);
  return fault(position?.start, rule, message, hint);
}

function checkWords(words: string, url: string, place: Place | undefined, context: BodyContext): void {
  if (words.trim() !== '') return;
  context.faults.push(
    fault(
      place,
      'link-words',
      `The link \`${shorten(url)}\` has no words.`,
      `Write \`[where it leads](${shorten(url)})\`.`,
    ),
  );
}

function shorten(text: string): string {
  const plain = text.replaceAll(/\p{C}/gu, '·');
  return plain.length > 60 ? `${plain.slice(0, 59)}…` : plain;
}
