import { z } from 'zod';

/** What the schema says of a field and the line that shows it. */
export function fieldHelp(schema: z.ZodType, path: readonly PropertyKey[]): string {
  const metas = path.map((_, index) => schemaAt(schema, path.slice(0, index + 1))?.meta());
  const meta = metas.findLast(one => one?.description !== undefined);
  const example = Array.isArray(meta?.examples) ? ` Write \`${meta.examples.join('`, `')}\`.` : '';
  return `${meta?.description ?? 'See the documentation for editors.'}${example}`;
}

/** The keys that the schema has at a place; none where any may stand. */
export function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  const found = plainSchema(schemaAt(schema, path));
  if (found instanceof z.ZodObject) return Object.keys(found.shape);
  if (found instanceof z.ZodRecord && found.keyType instanceof z.ZodEnum) return found.keyType.options.map(String);
  return [];
}

function schemaAt(schema: unknown, path: readonly PropertyKey[]): z.ZodType | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return schema instanceof z.ZodType ? schema : undefined;
  const here = plainSchema(schema);
  if (here instanceof z.ZodObject) {
    const shape: Readonly<Record<string, unknown>> = here.shape;
    const key = String(step);
    return Object.hasOwn(shape, key) ? schemaAt(shape[key], rest) : undefined;
  }
  if (here instanceof z.ZodArray) return schemaAt(here.element, rest);
  if (here instanceof z.ZodRecord) return schemaAt(here.valueType, rest);
  return undefined;
}

/** The schema inside optional, default, preprocess and transform. */
function plainSchema(schema: unknown): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return plainSchema(schema.unwrap());
  }
  if (schema instanceof z.ZodPipe) return plainSchema(schema.in instanceof z.ZodTransform ? schema.out : schema.in);
  return schema;
}
