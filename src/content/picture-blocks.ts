import type { Root } from 'mdast';
import { eachNode } from './each-node.ts';
import type { Place } from './fault.ts';
import type { Picture } from './media.ts';

/** The pictures inside of a text, with their places. */
export function pictureBlocks(body: Root): { picture: Picture; place: Place }[] {
  const found: { picture: Picture; place: Place }[] = [];
  eachNode(body, node => {
    if (node.type !== 'block' || node.name !== 'Figure') return;
    const { line, column } = node.position?.start ?? { line: 1, column: 1 };
    found.push({ picture: node.props.picture, place: { line, column } });
  });
  return found;
}
