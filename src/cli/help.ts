import type { ArgDef, ArgsDef } from 'citty';
import type { NamedCommand } from './command.ts';
import { type Paint, table, wrap } from './output.ts';

/** Commands for one kind of person. */
export interface CommandGroup {
  readonly title: string;
  readonly commands: readonly Pick<NamedCommand, 'name' | 'summary'>[];
}

const width = 92;

/** The list of all commands, grouped by who uses them. */
export function overview(groups: readonly CommandGroup[], version: string, paint: Paint): string[] {
  const longest = Math.max(...groups.flatMap(({ commands }) => commands.map(({ name }) => name.length)));
  return [
    `${paint('bold', 'Vesnik')} ${version}: a newsletter that lives in a repository`,
    '',
    'Usage: npx vesnik <command> [options]      (or: npm run vesnik -- <command> [options])',
    ...groups.flatMap(({ title, commands }) => [
      '',
      paint('bold', title),
      ...commands.map(({ name, summary }) => `  ${paint('cyan', name.padEnd(longest))}  ${summary}`),
    ]),
    '',
    'Every command explains itself: npx vesnik <command> --help',
    'Settings come from the environment (VESNIK_ROOT, VESNIK_SMTP_URL, …); README.md lists them.',
    'Exit codes: 0 done, 1 refused, 2 wrong usage or configuration, 3 partly done.',
  ];
}

/** The help of one command: usage, what it does, arguments, options, examples. */
export function commandHelp(
  { name, summary, details = [], examples = [], args }: NamedCommand,
  paint: Paint,
): string[] {
  const entries = Object.entries(args);
  const places = entries.filter(([, { type }]) => type === 'positional');
  const options = entries.filter(([, { type }]) => type !== 'positional');
  const usage = places.map(([place, arg]) => (isRequired(arg) ? `<${hint(place, arg)}>` : `[${hint(place, arg)}]`));
  return [
    `${paint('bold', `vesnik ${name}`)}: ${summary.slice(0, 1).toLowerCase()}${summary.slice(1)}`,
    '',
    `Usage: ${['npx vesnik', name, ...usage, ...(options.length > 0 ? ['[options]'] : [])].join(' ')}`,
    ...details.flatMap(paragraph => ['', ...wrap(paragraph, width)]),
    ...section('Arguments', places, paint),
    ...section('Options', options, paint),
    ...(examples.length > 0 ? ['', paint('bold', 'Examples'), ...examples.map(example => `  ${example}`)] : []),
  ];
}

function section(title: string, entries: readonly (readonly [string, ArgDef])[], paint: Paint): string[] {
  if (entries.length === 0) return [];
  const rows = entries.map(([name, arg]) => [
    arg.type === 'positional' ? hint(name, arg) : `--${name}${arg.type === 'boolean' ? '' : ` <${hint(name, arg)}>`}`,
    `${arg.description ?? ''}${arg.default === undefined || arg.type === 'boolean' ? '' : ` (otherwise ${arg.default})`}`,
  ]);
  return ['', paint('bold', title), ...table([{}, {}], rows)];
}

function hint(name: string, arg: ArgsDef[string]): string {
  return arg.type === 'enum' && arg.options ? arg.options.join('|') : (arg.valueHint ?? name);
}

function isRequired(arg: ArgDef): boolean {
  return arg.required !== false && arg.default === undefined;
}
