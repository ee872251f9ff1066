import { type Document, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { z } from 'zod';
import { type Fault, isError, type Place } from './fault.ts';
import { schemaFaults } from './schema-fault.ts';
import { structureFaults, syntaxFault, withQuotes } from './yaml-fault.ts';

/** What was read of a YAML text, and where each part of it stands. */
export interface YamlRead<Value> {
  /** Undefined where there is any error. */
  readonly value: Value | undefined;
  readonly faults: readonly Fault[];
  /** What it says as far as it can be read, held against nothing; undefined where that cannot be told. */
  readonly given: unknown;
  /** The place of a key or of an item; of the nearest thing around it where it is not there. */
  readonly placeOf: (path: readonly PropertyKey[]) => Place;
}

/**
 * Reads YAML 1.2 (core schema) against a schema. Tags, anchors, aliases, duplicate keys and keys that JavaScript reserves
 * are faults, and nothing is expanded before they were looked for. `firstLine` is the line of the file that the text begins on.
 * Up to `mostMended` lines that only lack quotes are reported and read as if they had them, so that they hide no other fault.
 */
export function readYaml<Value>(
  text: string,
  schema: z.ZodType<Value>,
  firstLine = 1,
  mostMended = 20,
): YamlRead<Value> {
  const counter = new LineCounter();
  const document = parse(text, counter);
  if (!document) {
    const deep: Fault = {
      line: firstLine,
      column: 1,
      rule: 'yaml',
      severity: 'error',
      message: 'This is nested so deeply that it cannot be read.',
      hint: 'Write plain keys and values.',
    };
    return { value: undefined, faults: [deep], given: undefined, placeOf: () => ({ line: firstLine, column: 1 }) };
  }
  const placeAt = (offset: number): Place => {
    const { line, col } = counter.linePos(offset);
    return { line: Math.max(line, 1) + firstLine - 1, column: Math.max(col, 1) };
  };
  const placeOf = (path: readonly PropertyKey[]) => placeAt(offsetOf(document, path));
  const lineAt = (place: Place) => text.split('\n')[place.line - firstLine] ?? '';
  // Tags that do not resolve are found with all other tags below.
  const errors = [...document.errors, ...document.warnings].filter(({ code }) => code !== 'TAG_RESOLVE_FAILED');
  const spoilt = errors.find(({ code }) => code === 'BLOCK_AS_IMPLICIT_KEY');
  const mended = spoilt && mostMended > 0 ? withQuotedLine(text, placeAt(spoilt.pos[0]).line - firstLine) : undefined;
  if (spoilt && mended !== undefined) {
    const first = syntaxFault(spoilt, placeAt(spoilt.pos[0]), lineAt);
    const rest = readYaml(mended, schema, firstLine, mostMended - 1);
    return { ...rest, value: undefined, faults: [first, ...rest.faults] };
  }
  const faults = [
    ...errors.map(error => syntaxFault(error, placeAt(error.pos[0]), lineAt)),
    ...structureFaults(document, placeAt),
  ];
  if (errors.some(({ code }) => code !== 'DUPLICATE_KEY'))
    return { value: undefined, faults, given: undefined, placeOf };
  visit(document, { Alias: () => visit.REMOVE });
  const given: unknown = document.toJS({ maxAliasCount: 0 }) ?? {};
  const result = schema.safeParse(given);
  if (result.success) return { value: faults.some(isError) ? undefined : result.data, faults, given, placeOf };
  const lines = new Set(faults.map(({ line }) => line));
  const wrong = schemaFaults(result.error, { schema, data: given, placeOf, lineAt });
  return { value: undefined, faults: [...faults, ...wrong.filter(({ line }) => !lines.has(line))], given, placeOf };
}

function withQuotedLine(text: string, index: number): string | undefined {
  const lines = text.split('\n');
  const quoted = withQuotes(lines[index] ?? '');
  return quoted === undefined ? undefined : lines.with(index, quoted).join('\n');
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
