import type { RootContent } from 'mdast';

interface Marked {
  readonly node: RootContent;
  readonly depth: number;
}

/**
 * The level (2–6) at which each heading and story of a body is drawn, keyed by node. The highest gets `topLevel`, and no
 * level is skipped on the way down, whatever the editor's signs say.
 */
export function headingLevels(body: readonly RootContent[], topLevel: number): ReadonlyMap<RootContent, number> {
  const marked = body.flatMap(node => markedNodes(node, 1));
  const highest = Math.min(...marked.map(({ depth }) => depth));
  const levels = new Map<RootContent, number>();
  let last = topLevel - 1;
  for (const { node, depth } of marked) {
    last = Math.min(topLevel + depth - highest, last + 1, 6);
    levels.set(node, last);
  }
  return levels;
}

/** Headings and stories in reading order; a heading inside a story is below the story. */
function markedNodes(node: RootContent, above: number): Marked[] {
  if (node.type === 'heading') return [{ node, depth: Math.max(node.depth, above + 1) }];
  if (node.type === 'block') {
    const isStory = node.name === 'Story';
    const inside = node.children.flatMap(child => markedNodes(child, isStory ? above + 1 : above));
    return isStory ? [{ node, depth: above + 1 }, ...inside] : inside;
  }
  if (node.type === 'blockquote' || node.type === 'listItem' || node.type === 'list')
    return node.children.flatMap(child => markedNodes(child, above));
  return [];
}
