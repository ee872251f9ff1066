import type { Heading, Paragraph, PhrasingContent, RootContent } from 'mdast';
import { blockNode } from './block-node.ts';
import { checkChildren, checkPlace } from './block-place.ts';
import type { BlockNode } from './block-tree.ts';
import { isBlockName } from './blocks.ts';
import type { BodyContext, Surroundings } from './body-context.ts';
import { codeFault } from './code-fault.ts';
import { isComment } from './comment.ts';
import { fault } from './fault.ts';
import { figureOf } from './figure-tag.ts';
import { headingId, placeHeading } from './heading.ts';
import { tagFault } from './html-tags.ts';
import { checkCharacters, convertPhrasing, expressionFault } from './phrasing.ts';
import type { Tag } from './written-attributes.ts';

/**
 * The paragraphs, lists and blocks of a text or of a block: comments and definitions gone, tags made blocks, pictures that
 * stand alone made figures. Everything else is a fault in the context.
 */
export function convertFlow(nodes: readonly RootContent[], around: Surroundings, context: BodyContext): RootContent[] {
  return nodes.flatMap(node => convertOne(node, around, context));
}

function convertOne(node: RootContent, around: Surroundings, context: BodyContext): RootContent[] {
  const place = node.position?.start;
  switch (node.type) {
    case 'paragraph':
      return convertParagraph(node, around, context);
    case 'heading': {
      placeHeading(node, around, context);
      const children = convertPhrasing(node.children, context);
      const converted: Heading = { ...node, children };
      return [headingId(converted, context)];
    }
    case 'blockquote':
      return [{ ...node, children: contained(node.children, 'a quotation', around, context) }];
    case 'list':
      return [
        {
          ...node,
          children: node.children.map(item => {
            if (typeof item.checked === 'boolean') {
              context.faults.push(
                fault(
                  item.position?.start,
                  'task-list',
                  'A list cannot have boxes to tick.',
                  'Write `- ` and the words.',
                ),
              );
            }
            return { ...item, children: contained(item.children, 'a list', around, context) };
          }),
        },
      ];
    case 'footnoteDefinition':
      return [{ ...node, children: contained(node.children, 'a footnote', around, context) }];
    case 'table':
      return [
        {
          ...node,
          children: node.children.map(row => ({
            ...row,
            children: row.children.map(cell => ({ ...cell, children: convertPhrasing(cell.children, context) })),
          })),
        },
      ];
    case 'code':
      checkCharacters(node.value, place, context);
      return [{ ...node, meta: null }];
    case 'thematicBreak':
      return [node];
    case 'definition':
      return [];
    case 'mdxFlowExpression':
      if (!isComment(node.value)) context.faults.push(expressionFault(node.value, place));
      return [];
    case 'mdxJsxFlowElement':
      return convertTag(node, node.children, around, context);
    default:
      context.faults.push(fault(place, 'markdown', `\`${node.type}\` has no place here.`, 'Write plain Markdown.'));
      return [];
  }
}

/** What stands in a list, a quotation or a footnote: the same kinds of nodes, never blocks. */
function contained<Node extends RootContent>(
  nodes: readonly Node[],
  container: string,
  around: Surroundings,
  context: BodyContext,
): Node[];
function contained(
  nodes: readonly RootContent[],
  container: string,
  around: Surroundings,
  context: BodyContext,
): RootContent[] {
  return convertFlow(nodes, { ...around, container }, context);
}

function convertParagraph(node: Paragraph, around: Surroundings, context: BodyContext): RootContent[] {
  const said = node.children.filter(child => !isSpace(child));
  const code = codeFault(node);
  if (code !== undefined) {
    context.faults.push(code);
    return [];
  }
  const [only] = said;
  if (said.length === 1 && only?.type === 'image') return convertTag(figureOf(only), [], around, context);
  const tags = said.filter(isTag);
  if (tags.length > 0 && tags.length === said.length) {
    return tags.flatMap(tag => convertTag(tag, [{ type: 'paragraph', children: tag.children }], around, context));
  }
  const children = convertPhrasing(node.children, context);
  return children.every(isSpace) ? [] : [{ ...node, children }];
}

function convertTag(
  tag: Tag,
  inside: readonly RootContent[],
  around: Surroundings,
  context: BodyContext,
): RootContent[] {
  const place = tag.position?.start;
  const { name } = tag;
  if (name === null || !isBlockName(name)) {
    const { rule, message, hint } = tagFault(name);
    context.faults.push(fault(place, rule, message, hint));
    convertFlow(inside, around, context);
    return [];
  }
  checkPlace(name, tag, around, context);
  const block: BlockNode | undefined = blockNode(name, tag, context);
  const heading = { depth: name === 'Story' ? 2 : around.heading.depth };
  const children = convertFlow(inside, { block: name, container: undefined, heading }, context).filter(isSaid);
  checkChildren(name, children, tag, context);
  if (!block) return [];
  block.children = children;
  return [block];
}

function isTag(node: PhrasingContent): node is Extract<PhrasingContent, { type: 'mdxJsxTextElement' }> {
  return node.type === 'mdxJsxTextElement';
}

function isSpace(node: PhrasingContent): boolean {
  return (
    (node.type === 'text' && node.value.trim() === '') || (node.type === 'mdxTextExpression' && isComment(node.value))
  );
}

function isSaid(node: RootContent): boolean {
  return node.type !== 'paragraph' || !node.children.every(isSpace);
}
