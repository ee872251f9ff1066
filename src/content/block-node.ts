import { checkNamed, partsOfTag } from './attribute-parts.ts';
import type { BlockNode } from './block-tree.ts';
import { type BlockName, blocks } from './blocks.ts';
import type { Asset, BodyContext } from './body-context.ts';
import { defined } from './defined.ts';
import { readAttributes, type Tag } from './written-attributes.ts';

/**
 * The block that a tag stands for, still without children: its attributes are checked, its files found, its id given.
 * Undefined where anything is wrong with it; what is wrong stands in the context's faults then.
 */
export function blockNode(name: BlockName, tag: Tag, context: BodyContext): BlockNode | undefined {
  const base = { type: 'block', children: [], ...(tag.position && { position: tag.position }) } as const;
  checkNamed(name, tag, context);
  switch (name) {
    case 'Figure': {
      const given = readAttributes(blocks[name].attributes, name, tag, context);
      const measured = given && measuredFile(context.pictures, given.src);
      if (!measured) return undefined;
      const { alt, caption, credit } = given;
      return {
        ...base,
        children: [],
        name,
        props: { picture: { ...measured, alt, ...defined({ caption, credit }), archive: false } },
      };
    }
    case 'Audio': {
      const given = readAttributes(blocks[name].attributes, name, tag, context);
      const measured = given && measuredFile(context.sounds, given.src);
      if (!measured) return undefined;
      const { title, made } = given;
      return { ...base, children: [], name, props: { sound: { ...measured, title, ...defined({ made }) } } };
    }
    case 'Story': {
      const given = readAttributes(blocks[name].attributes, name, tag, context);
      const title = given?.title ?? partsOfTag(name, tag).title;
      if (title === undefined) return undefined;
      // Links may lead to it, also where another attribute is wrong.
      const id = context.nextId(title);
      context.contents.push({ id, depth: 2, text: title });
      if (!given) return undefined;
      const { topic, trend } = given;
      return { ...base, children: [], name, props: { title, id, ...defined({ topic, trend }) } };
    }
    case 'ReadMore': {
      const given = readAttributes(blocks[name].attributes, name, tag, context);
      return given && { ...base, children: [], name, props: defined(given) };
    }
    case 'Callout': {
      const given = readAttributes(blocks[name].attributes, name, tag, context);
      return given && { ...base, children: [], name, props: { kind: given.kind, ...defined({ title: given.title }) } };
    }
    case 'PullQuote': {
      const given = readAttributes(blocks[name].attributes, name, tag, context);
      return given && { ...base, children: [], name, props: defined(given) };
    }
    case 'Button': {
      const given = readAttributes(blocks[name].attributes, name, tag, context);
      return given && { ...base, children: [], name, props: given };
    }
    case 'Event': {
      const given = readAttributes(blocks[name].attributes, name, tag, context);
      return given && { ...base, children: [], name, props: given };
    }
    case 'Subscribe':
    case 'Timeline':
      return readAttributes(blocks[name].attributes, name, tag, context) && { ...base, children: [], name, props: {} };
  }
}

/** The picture or sound of this `src`, where it can be used. */
function measuredFile<Measured>(assets: ReadonlyMap<string, Asset<Measured>>, src: string): Measured | undefined {
  const asset = assets.get(src);
  return asset?.ok ? asset.measured : undefined;
}
