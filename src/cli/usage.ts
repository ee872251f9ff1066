import { parseArgs } from 'node:util';
import type { ArgsDef } from 'citty';
import { VesnikError } from '#errors.ts';
import type { NamedCommand } from './command.ts';

/**
 * Refuses what citty would let pass: options it does not know, options without their value, options whose value is
 * given twice, values that belong to nothing.
 * Throws a VesnikError of kind usage that names the nearest right word.
 */
export function checkUsage({ name, args }: NamedCommand, rawArgs: readonly string[]): void {
  const { tokens } = parseArgs({
    args: [...rawArgs],
    options: Object.fromEntries(options(args).map(([option, { type }]) => [option, { type }])),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const known = new Map(options(args));
  const help = `Type \`npx vesnik ${name} --help\` to see what it takes.`;
  const seen = new Set<string>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const option = known.get(token.name);
    if (option === undefined) {
      const near = nearest(token.name, [...known.keys()]);
      throw usage(
        'unknown-option',
        `\`vesnik ${name}\` has no option \`${token.rawName}\`.`,
        near && `--${near}`,
        help,
      );
    }
    const isMissing = token.value === undefined || (!token.inlineValue && token.value.startsWith('--'));
    if (option.type === 'string' && isMissing) {
      throw usage('missing-value', `\`--${token.name}\` wants a value after it.`, undefined, help);
    }
    if (option.type === 'string' && seen.has(token.name)) {
      throw usage('repeated-option', `\`--${token.name}\` is given twice, and only one can be meant.`, undefined, help);
    }
    seen.add(token.name);
    if (option.values && token.value !== undefined && !option.values.includes(token.value)) {
      const near = nearest(token.value, option.values) ?? option.values.join('`, `');
      throw usage('wrong-value', `\`--${token.name}\` cannot be \`${token.value}\`.`, near, help);
    }
    if (option.type === 'boolean' && token.value !== undefined) {
      throw usage('needless-value', `\`--${token.name}\` takes no value.`, undefined, help);
    }
  }
  const given = tokens.filter(({ kind }) => kind === 'positional');
  const wanted = Object.entries(args).filter(([, { type }]) => type === 'positional');
  const absent = wanted.slice(given.length).find(([, arg]) => arg.required !== false && arg.default === undefined);
  if (absent) {
    const [place, { valueHint, description }] = absent;
    throw usage(
      'missing-argument',
      `\`vesnik ${name}\` wants <${valueHint ?? place}>: ${description}.`,
      undefined,
      help,
    );
  }
  if (given.length > wanted.length) {
    const extra = given[wanted.length];
    const word = extra?.kind === 'positional' ? extra.value : '';
    throw usage('needless-argument', `\`vesnik ${name}\` does not know what to do with \`${word}\`.`, undefined, help);
  }
}

/** The nearest of these words, or undefined where none is near (two slips at most, one for short words). */
export function nearest(word: string, words: readonly string[]): string | undefined {
  const slips = word.length < 4 ? 1 : 2;
  const ranked = words
    .map(candidate => ({ candidate, distance: candidate.startsWith(word) ? 0 : distance(word, candidate) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best && best.distance <= slips ? best.candidate : undefined;
}

interface OptionDef {
  readonly type: 'boolean' | 'string';
  readonly values?: readonly string[];
}

function options(args: ArgsDef): [string, OptionDef][] {
  return Object.entries(args).flatMap(([name, arg]): [string, OptionDef][] => {
    if (arg.type === 'positional') return [];
    if (arg.type === 'boolean') return [[name, { type: 'boolean' }]];
    if (arg.type === 'enum') return [[name, { type: 'string', values: arg.options ?? [] }]];
    return [[name, { type: 'string' }]];
  });
}

function usage(code: string, message: string, near: string | undefined, help: string): VesnikError {
  return new VesnikError({ code, message, hint: near ? `Did you mean \`${near}\`? ${help}` : help, kind: 'usage' });
}

/** Optimal string alignment: insertions, deletions, replacements and swaps of neighbours each count one. */
function distance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, row) =>
    Array.from({ length: b.length + 1 }, (_, column) => (row === 0 ? column : column === 0 ? row : 0)),
  );
  const at = (row: number, column: number) => rows[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let row = 1; row <= a.length; row += 1) {
    for (let column = 1; column <= b.length; column += 1) {
      const isSwap = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      rows[row]?.splice(
        column,
        1,
        Math.min(
          at(row - 1, column) + 1,
          at(row, column - 1) + 1,
          at(row - 1, column - 1) + (a[row - 1] === b[column - 1] ? 0 : 1),
          isSwap ? at(row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
  }
  return at(a.length, b.length);
}
