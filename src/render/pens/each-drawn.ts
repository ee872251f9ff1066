import type { Element, Nodes, Parents } from 'hast';

/** Shows every node of a drawn tree, each before those inside of it; `isLeft`: those inside of which elements are left alone. */
export function eachDrawn(node: Nodes, look: (node: Nodes) => void, isLeft?: (element: Element) => boolean): void {
  look(node);
  if (!isParent(node) || (node.type === 'element' && isLeft?.(node))) return;
  for (const child of node.children) eachDrawn(child, look, isLeft);
}

/** Shows every element. */
export function eachElement(tree: Nodes, look: (element: Element) => void): void {
  eachDrawn(tree, node => {
    if (node.type === 'element') look(node);
  });
}

function isParent(node: Nodes): node is Parents {
  return 'children' in node;
}
