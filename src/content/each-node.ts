import type { Nodes } from 'mdast';

/**
 * Shows every node of a text, each before those inside of it, in their order. unist-util-visit gives a name to a function for each node,
 * for its traces: with the same for drawn trees it was a tenth of a build.
 */
export function eachNode(node: Nodes, look: (node: Nodes) => void): void {
  look(node);
  if ('children' in node) for (const child of node.children) eachNode(child, look);
}
