import { z } from 'zod';
import { type Fault, fault, type Place } from './fault.ts';
import { fieldHelp, keysAt } from './schema-lookup.ts';
import { didYouMean, nearest } from './suggestion.ts';

interface Source {
  readonly schema: z.ZodType;
  readonly data: unknown;
  readonly placeOf: (path: readonly PropertyKey[]) => Place;
  readonly lineAt: (place: Place) => string;
}

/** Zod's issues as faults in plain words, each with what the field is for and an example out of the schema. */
export function schemaFaults(error: z.ZodError, source: Source): Fault[] {
  const misspelt = new Set(
    error.issues.flatMap(issue =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map(key => writePath([...issue.path, meantKey(issue.path, key, source) ?? '']))
        : [],
    ),
  );
  return error.issues
    .filter(({ path }) => valueAt(source.data, path) !== undefined || !misspelt.has(writePath(path)))
    .flatMap(issue => issueFaults(issue, source));
}

function issueFaults(issue: z.core.$ZodIssue, source: Source): Fault[] {
  const { path } = issue;
  const place = source.placeOf(path);
  const name = `\`${writePath(path)}\``;
  const help = fieldHelp(source.schema, path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map(key => unknownKey([...path, key], key, source));
    case 'invalid_key':
      return [
        fault(place, 'slug', `${name} cannot be an id.`, 'Ids hold only the letters a–z, digits and single hyphens.'),
      ];
    case 'invalid_value': {
      const given = valueAt(source.data, path);
      if (given === undefined) return [missing(name, place, help)];
      const values = issue.values.map(String);
      const hint = `${didYouMean(String(given), values)}Write one of: ${values.join(', ')}.`;
      return [fault(place, 'unknown-value', `${name} cannot be \`${String(given).slice(0, 60)}\`.`, hint)];
    }
    case 'invalid_type': {
      const given = valueAt(source.data, path);
      if (given === undefined) return [missing(name, place, help)];
      return [
        fault(
          place,
          'wrong-type',
          `${name} must be ${kinds[issue.expected] ?? issue.expected}, not ${kindOf(given)}.`,
          quoteHint(issue.expected, given, path) ?? help,
        ),
      ];
    }
    case 'too_small':
      return [
        fault(
          place,
          'too-few',
          `${name} has too little: ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum} is wanted.`,
          help,
        ),
      ];
    case 'too_big':
      return [fault(place, 'too-many', `${name} has too much: at most ${issue.maximum} fit.`, help)];
    case 'custom': {
      const { rule, hint } = readParams(issue.params);
      return [fault(place, rule ?? 'value', `${name} ${issue.message}.`, hint ?? help)];
    }
    default:
      return [fault(place, 'value', `${name} ${issue.message}.`, help)];
  }
}

function unknownKey(path: readonly PropertyKey[], key: string, source: Source): Fault {
  const known = keysAt(source.schema, path.slice(0, -1));
  const place = source.placeOf(path);
  const meant = meantKey(path.slice(0, -1), key, source);
  const line = source.lineAt(place).trim();
  const corrected = meant === undefined ? undefined : line.replace(key, meant).slice(0, 200);
  const hint =
    corrected === undefined
      ? `Keys that exist: ${known.join(', ')}.`
      : `Did you mean \`${meant}\`? Write \`${corrected}\`.`;
  return fault(place, 'unknown-key', `\`${key.slice(0, 60)}\` is not a key here.`, hint);
}

/** The key that a misspelt one most likely stands for. */
function meantKey(path: readonly PropertyKey[], key: string, { schema }: Source): string | undefined {
  return nearest(key, keysAt(schema, path));
}

function missing(name: string, place: Place, help: string): Fault {
  return fault(place, 'missing-key', `${name} is missing.`, help);
}

const kinds: Readonly<Record<string, string>> = {
  string: 'words',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list, `[one, two]`',
  object: 'keys with values',
  record: 'keys with values',
};

function kindOf(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'keys with values';
  return kinds[typeof value] ?? 'this';
}

/** A number where words are wanted only lacks its quotes. */
function quoteHint(expected: string, given: unknown, path: readonly PropertyKey[]): string | undefined {
  if (expected !== 'string' || (typeof given !== 'number' && typeof given !== 'boolean')) return undefined;
  return `Write \`${String(path.at(-1))}: "${given}"\`.`;
}

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined),
    data,
  );
}

function readParams(params: unknown): { rule: string | undefined; hint: string | undefined } {
  const parsed = z.object({ rule: z.string().optional(), hint: z.string().optional() }).safeParse(params);
  return { rule: parsed.data?.rule, hint: parsed.data?.hint };
}

/** `cover.src`, `points[2]` */
function writePath(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (written, step) =>
      typeof step === 'number'
        ? `${written}[${step}]`
        : `${written}${written === '' ? '' : '.'}${String(step).slice(0, 60)}`,
    '',
  );
}
