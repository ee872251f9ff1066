import type { MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx-jsx';
import type { z } from 'zod';
import { type BlockName, blocks } from './blocks.ts';
import type { BodyContext } from './body-context.ts';
import { type Fault, fault, type Place } from './fault.ts';
import { schemaFaults } from './schema-fault.ts';
import { didYouMean } from './suggestion.ts';

export type Tag = MdxJsxFlowElement | MdxJsxTextElement;

/** The attributes of a tag as its block wants them; undefined, and faults, where they are not so. */
export function readAttributes<Value>(
  schema: z.ZodType<Value>,
  name: BlockName,
  tag: Tag,
  context: BodyContext,
): Value | undefined {
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
export function writtenAttributes(name: BlockName, tag: Tag) {
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

/** The place of an attribute, else of the tag. */
export function placeOf(tag: Tag, name: string): Place {
  const attribute = tag.attributes.find(one => one.type === 'mdxJsxAttribute' && one.name === name);
  return attribute?.position?.start ?? tag.position?.start ?? { line: 1, column: 1 };
}
