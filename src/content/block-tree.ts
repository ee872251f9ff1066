import type { Root, RootContent } from 'mdast';
import type { BlockName, BlockProps } from './blocks.ts';

/** A block of the vocabulary in the tree, its props checked. Replaces mdast's `mdxJsxFlowElement`. */
export type BlockNode = {
  [Name in BlockName]: {
    type: 'block';
    name: Name;
    props: BlockProps[Name];
    children: RootContent[];
    position?: Root['position'];
  };
}[BlockName];

declare module 'mdast' {
  interface RootContentMap {
    block: BlockNode;
  }
  interface BlockContentMap {
    block: BlockNode;
  }
}
