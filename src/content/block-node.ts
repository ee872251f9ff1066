import { type BlockName, blocks } from './blocks.ts';
import type { Asset, BodyContext } from './body-context.ts';
import { defined } from './defined.ts';
import { fault, type Place } from './fault.ts';
import type { BlockNode } from './model.ts';
import { checkLink } from './phrasing.ts';
import { didYouMean } from './suggestion.ts';
import { placeOf, readAttributes, type Tag } from './written-attributes.ts';

/**
 * The block that a tag stands for, still without children: its attributes are checked, its files found, its id given.
 * Undefined where anything is wrong with it; what is wrong stands in the context's faults then.
 */
export function blockNode(name: BlockName, tag: Tag, context: BodyContext): BlockNode | undefined {
  const base = { type: 'block', children: [], ...(tag.position && { position: tag.position }) } as const;
  switch (name) {
    case 'Figure': {
      const given = readAttributes(blocks[name].attributes, name, tag, context);
      const measured = given && found(context.pictures, given.src, placeOf(tag, 'src'), context);
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
      const measured = given && found(context.sounds, given.src, placeOf(tag, 'src'), context);
      if (!measured) return undefined;
      const { title, made } = given;
      return { ...base, children: [], name, props: { sound: { ...measured, title, ...defined({ made }) } } };
    }
    case 'Story': {
      const given = readAttributes(blocks[name].attributes, name, tag, context);
      if (!given) return undefined;
      const { title, topic, trend } = given;
      checkTopic(topic, placeOf(tag, 'topic'), context);
      const id = context.nextId(title);
      context.contents.push({ id, depth: 2, text: title });
      return { ...base, children: [], name, props: { title, id, ...defined({ topic, trend }) } };
    }
    case 'ReadMore': {
      const given = readAttributes(blocks[name].attributes, name, tag, context);
      if (!given) return undefined;
      if (given.to !== undefined) {
        context.mentions.push({ place: placeOf(tag, 'to'), kind: 'commentary', target: given.to });
      } else if (given.href !== undefined) {
        checkLink(given.href, placeOf(tag, 'href'), context);
      }
      return { ...base, children: [], name, props: defined(given) };
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
      if (given) checkLink(given.href, placeOf(tag, 'href'), context);
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

/** The picture or sound of this `src`, or undefined and a fault. */
function found<Measured>(
  assets: ReadonlyMap<string, Asset<Measured>>,
  src: string,
  place: Place,
  context: BodyContext,
): Measured | undefined {
  const asset = assets.get(src);
  if (asset?.ok) return asset.measured;
  if (asset) context.faults.push({ ...asset.fault, ...place });
  return undefined;
}

function checkTopic(topic: string | undefined, place: Place, context: BodyContext): void {
  if (topic === undefined || !context.topics || context.topics.has(topic)) return;
  const hint = `${didYouMean(topic, context.topics)}Topics that exist: ${[...context.topics].join(', ')}.`;
  context.faults.push(fault(place, 'unknown-topic', `There is no topic \`${topic}\`.`, hint));
}
