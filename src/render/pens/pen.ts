import type { RootContent } from 'mdast';
import type { BlockNode } from '#content/block-tree.ts';
import type { BlockName, BlockProps } from '#content/blocks.ts';
import type { Library } from '#content/model.ts';
import type { Language } from '#i18n/languages.ts';

/** What every pen must know of the place where a body will stand. */
export interface PenPlace {
  readonly library: Library;
  /** The reader's language: topics and trends. */
  readonly language: Language;
  /** The body's own language: labels that stand among its words. */
  readonly bodyLanguage: Language;
  /** Put before `/be/…`: the public address without a slash at the end, or '' for paths. */
  readonly base: string;
  /** Public address of the page that shows this body in full. */
  readonly page: string;
  /** Level of the body's highest heading: 2 below a page's title, 3 below a piece's headline in a mail. */
  readonly topLevel: number;
}

/** A block of one name, or of any of several. Written so that TypeScript can pair a block with its form. */
export type BlockOf<Name extends BlockName = BlockName> = {
  [Each in Name]: {
    readonly type: 'block';
    readonly name: Each;
    readonly props: BlockProps[Each];
    readonly children: RootContent[];
  };
}[Name];

/** One form for every block of the vocabulary: a new block without a form is an error in tsc. */
export type BlockForms<Pen, Drawn> = {
  readonly [Name in BlockName]: (block: BlockOf<Name>, pen: Pen) => Drawn;
};

export function drawBlock<Name extends BlockName, Pen, Drawn>(
  forms: { readonly [Each in Name]: (block: BlockOf<Each>, pen: Pen) => Drawn },
  block: BlockOf<Name>,
  pen: Pen,
): Drawn {
  return forms[block.name](block, pen);
}

/** A block node as the pens take it. */
export function asBlock(node: BlockNode): BlockOf {
  return node;
}
