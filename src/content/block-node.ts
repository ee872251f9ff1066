import type { MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx-jsx';
import type { z } from 'zod';
import { type BlockName, blocks } from './blocks.ts';
import type { Asset, BodyContext } from './body-context.ts';
import { defined } from './defined.ts';
import { type Fault, fault, type Place } from './fault.ts';
import type { BlockNode } from './model.ts';
import { checkLink } from './phrasing.ts';
import { schemaFaults } from './schema-fault.ts';
import { didYouMean } from './suggestion.ts';

export type Tag = MdxJsxFlowElement | MdxJsxTextElement;

/**
 * The block that a tag stands for, still without children: its attributes are checked, its files found, its id given.
 * Undefined where anything is wrong with it; what is wrong stands in the context's faults then.
 */
export function blockNode(name: BlockName, tag: Tag, context: BodyContext): BlockNode | undefined {
  const base = { type: 'block', children: [], ...(tag.position && { position: tag.position }) } as const;
  switch (name) {
    case 'Figure': {
      const given = read(blocks[name].attributes, name, tag, context);
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
      const given = read(blocks[name].attributes, name, tag, context);
      const measured = given && found(context.sounds, given.src, placeOf(tag, 'src'), context);
      if (!measured) return undefined;
      const { title, made } = given;
      return { ...base, children: [], name, props: { sound: { ...measured, title, ...defined({ made }) } } };
    }
    case 'Story': {
      const given = read(blocks[name].attributes, name, tag, context);
      if (!given) return undefined;
      const { title, topic, trend } = given;
      checkTopic(topic, placeOf(tag, 'topic'), context);
      const id = context.nextId(title);
      context.contents.push({ id, depth: 2, text: title });
      return { ...base, children: [], name, props: { title, id, ...defined({ topic, trend }) } };
    }
    case 'ReadMore': {
      const given = read(blocks[name].attributes, name, tag, context);
      if (!given) return undefined;
      if (given.to !== undefined) {
        context.mentions.push({ place: placeOf(tag, 'to'), kind: 'commentary', target: given.to });
      } else if (given.href !== undefined) {
        checkLink(given.href, placeOf(tag, 'href'), context);
      }
      return { ...base, children: [], name, props: defined(given) };
    }
    case 'Callout': {
      const given = read(blocks[name].attributes, name, tag, context);
      return given && { ...base, children: [], name, props: { kind: given.kind, ...defined({ title: given.title }) } };
    }
    case 'PullQuote': {
      const given = read(blocks[name].attributes, name, tag, context);
      return given && { ...base, children: [], name, props: defined(given) };
    }
    case 'Button': {
      const given = read(blocks[name].attributes, name, tag, context);
      if (given) checkLink(given.href, placeOf(tag, 'href'), context);
      return given && { ...base, children: [], name, props: given };
    }
    case 'Event': {
      const given = read(blocks[name].attributes, name, tag, context);
      return given && { ...base, children: [], name, props: given };
    }
    case 'Subscribe':
    case 'Timeline':
      return read(blocks[name].attributes, name, tag, context) && { ...base, children: [], name, props: {} };
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

function read<Value>(schema: z.ZodType<Value>, name: BlockName, tag: Tag, context: BodyContext): Value | undefined {
  const { data, faults } = writtenAttributes(name, tag);
  const result = schema.safeParse(data);
  const wrong = result.success
    ? []
    : schemaFaults(result.error, { schema, data, placeOf: path => placeOf(tag, String(path[0])), lineAt: () => '' });
  // What was written in a wrong way is not missing as well.
  const isWritten = ({ rule, line, column }: Fault) =>
    rule === 'missing-key' && faults.some(one => one.line === line && one.column === column);
  context.faults.push(
    ...faults,
    ...wrong.filter(one => !isWritten(one)).map(one => ({ ...one, message: `In \`<${name}>\` ${one.message}` })),
  );
  return faults.length === 0 ? result.data : undefined;
}

/** The attributes that are plain `name="value"` and known to the block; a fault for every other. */
function writtenAttributes(name: BlockName, tag: Tag) {
  const known = Object.keys(blocks[name].attributes.shape);
  const data = new Map<string, string>();
  const faults = tag.attributes.flatMap(attribute => {
    const place = attribute.position?.start ?? tag.position?.start;
    if (attribute.type === 'mdxJsxExpressionAttribute') {
      return [
        fault(
          place,
          'expression',
          `\`{${attribute.value.slice(0, 40)}}\` is code, and code is never run here.`,
          'Write `name="value"`.',
        ),
      ];
    }
    const key = attribute.name.slice(0, 60);
    if (!known.includes(attribute.name)) {
      const hint =
        known.length === 0
          ? `\`<${name}>\` has no attributes.`
          : `${didYouMean(key, known)}\`<${name}>\` knows: ${known.join(', ')}.`;
      return [fault(place, 'unknown-attribute', `\`<${name}>\` has no attribute \`${key}\`.`, hint)];
    }
    if (typeof attribute.value !== 'string') {
      const hint = `Write \`${key}="…"\`.`;
      return [
        fault(place, attribute.value ? 'expression' : 'wrong-type', `\`${key}\` is not words between quotes.`, hint),
      ];
    }
    if (data.has(key)) {
      return [fault(place, 'duplicate-attribute', `\`${key}\` stands here twice.`, 'Keep one of the two.')];
    }
    data.set(key, attribute.value);
    return [];
  });
  return { data: Object.fromEntries(data), faults };
}

function placeOf(tag: Tag, name: string): Place {
  const attribute = tag.attributes.find(one => one.type === 'mdxJsxAttribute' && one.name === name);
  return attribute?.position?.start ?? tag.position?.start ?? { line: 1, column: 1 };
}

function checkTopic(topic: string | undefined, place: Place, context: BodyContext): void {
  if (topic === undefined || !context.topics || context.topics.has(topic)) return;
  const hint = `${didYouMean(topic, context.topics)}Topics that exist: ${[...context.topics].join(', ')}.`;
  context.faults.push(fault(place, 'unknown-topic', `There is no topic \`${topic}\`.`, hint));
}
