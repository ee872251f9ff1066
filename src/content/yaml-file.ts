import { type Document, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { type Fault, isError, type Place } from './fault.ts';
import { schemaFaults } from './schema-fault.ts';
import { structureFaults, syntaxFault } from './yaml-fault.ts';

/** What was read of a YAML text, and where each part of it stands. */
export interface YamlRead<Value> {
  /** Undefined where there is any error. */
  readonly value: Value | undefined;
  readonly faults: readonly Fault[];
  /** The place of a key or of an item; of the nearest thing around it where it is not there. */
  readonly placeOf: (path: readonly PropertyKey[]) => Place;
}

/**
 * Reads YAML 1.2 (core schema) against a schema. Tags, anchors, aliases, duplicate keys and keys that JavaScript reserves
 * are faults, and nothing is expanded before they were looked for. `firstLine` is the line of the file that the text begins on.
 */
export function readYaml<Value>(text: string, schema: z.ZodType<Value>, firstLine = 1): YamlRead<Value> {
  const lines = new LineCounter();
  const document = parse(text, lines);
  if (!document) {
    const deep: Fault = {
      line: firstLine,
      column: 1,
      rule: 'yaml',
      severity: 'error',
      message: 'This is nested so deeply that it cannot be read.',
      hint: 'Write plain keys and values.',
    };
    return { value: undefined, faults: [deep], placeOf: () => ({ line: firstLine, column: 1 }) };
  }
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1) + firstLine - 1, column: Math.max(col, 1) };
  };
  const placeOf = (path: readonly PropertyKey[]) => placeAt(offsetOf(document, path));
  const lineAt = (place: Place) => text.split('\n')[place.line - firstLine] ?? '';
  // Tags that do not resolve are found with all other tags below.
  const syntax = [...document.errors, ...document.warnings]
    .filter(({ code }) => code !== 'TAG_RESOLVE_FAILED')
    .map(error => syntaxFault(error, placeAt(error.pos[0]), lineAt));
  const structure = structureFaults(document, placeAt);
  if ([...syntax, ...structure].some(isError)) {
    return { value: undefined, faults: [...syntax, ...structure], placeOf };
  }
  const data: unknown = document.toJS({ maxAliasCount: 0 }) ?? {};
  const result = schema.safeParse(data);
  if (result.success) return { value: result.data, faults: [], placeOf };
  return { value: undefined, faults: schemaFaults(result.error, { schema, data, placeOf, lineAt }), placeOf };
}

function parse(text: string, lineCounter: LineCounter): Document.Parsed | undefined {
  try {
    return parseDocument(text, {
      schema: 'core',
      version: '1.2',
      merge: false,
      resolveKnownTags: false,
      uniqueKeys: true,
      stringKeys: true,
      prettyErrors: false,
      logLevel: 'error',
      lineCounter,
    });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function offsetOf(document: Document.Parsed, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents;
  let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
      if (!pair || !isScalar(pair.key)) return offset;
      offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      const item: unknown = node.items[Number(step)];
      if (!isNode(item)) return offset;
      offset = item.range?.[0] ?? offset;
      node = item;
    } else {
      return offset;
    }
  }
  return offset;
}
