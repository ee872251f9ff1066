import { z } from 'zod';

/** A field that is taken where it is right by itself, and undefined where it is not: the others are looked at all the same. */
export function part<Schema extends z.ZodType>(schema: Schema) {
  return schema.optional().catch(undefined);
}

/** The right items of a list, each at its place; undefined where one is wrong. */
export function items<Schema extends z.ZodType>(schema: Schema) {
  return z.array(part(schema)).catch([]);
}

/** The parts of what a file says; none where it says no keys at all. */
export function partsOf<Parts>(schema: z.ZodType<Parts>, given: unknown): Parts {
  const read = schema.safeParse(given);
  return read.success ? read.data : schema.parse({});
}

/** The ids at the head of a file, whatever they hold, in the case that they should have; undefined where it could not be read. */
export function idsOf(given: unknown): ReadonlySet<string> | undefined {
  const read = z.record(z.string(), z.unknown()).safeParse(given);
  return read.success ? new Set(Object.keys(read.data).map(id => id.toLowerCase())) : undefined;
}
