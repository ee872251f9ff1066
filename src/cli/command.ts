import { type ArgsDef, type ParsedArgs, parseArgs } from 'citty';
import type { Terminal } from './terminal.ts';

/** 0 done, 1 refused, 2 wrong usage or configuration, 3 partly done (contracts.md, Commands). */
export type ExitCode = 0 | 1 | 2 | 3;

interface Description {
  /** Paragraphs for its own help. */
  readonly details?: readonly string[];
  readonly examples?: readonly string[];
}

/** One command as a value: help is drawn from it, and only `main.ts` touches the process. */
export interface Command extends Description {
  readonly args: ArgsDef;
  /** Does the work. People's errors are thrown as `VesnikError`. */
  readonly run: (rawArgs: string[], terminal: Terminal) => Promise<ExitCode>;
}

/** A command with its place in the list of commands. */
export interface NamedCommand extends Command {
  /** One or two words: `send`, `subscribers import`. */
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
}

interface CommandParts<Args extends ArgsDef> extends Description {
  readonly args: Args;
  readonly run: (args: ParsedArgs<Args>, terminal: Terminal) => Promise<ExitCode>;
}

/** A command whose `run` gets its arguments parsed and typed by their definitions. */
export function defineCommand<const Args extends ArgsDef>({ run, ...parts }: CommandParts<Args>): Command {
  return { ...parts, run: (rawArgs, terminal) => run(parseArgs<Args>(rawArgs, parts.args), terminal) };
}

/** The `--json` that every command for machines takes. */
export const jsonArg = { json: { type: 'boolean', description: 'Print the result as JSON' } } as const;

/** The mailing that a command is about. */
export const issueArg = {
  issue: {
    type: 'positional',
    required: true,
    description: 'Its id: 2024-04-15, or of a letter letters/2024-05-01-blocked',
  },
} as const;

/** The same for what is mailed already. */
export const mailedArg = {
  issue: {
    type: 'positional',
    required: true,
    description: 'Its id: 2024-04-15, letters/2024-05-01-blocked, 2024-04-15/correction-1',
  },
} as const;

/** For machines, where nobody can be asked. */
export const yesArg = { yes: { type: 'boolean', description: 'Do not ask' } } as const;

/** How progress is shown: a line that is drawn over on a terminal, a line now and then elsewhere, or JSON lines. */
export const progressArg = {
  progress: {
    type: 'enum' as const,
    options: ['words', 'json'],
    default: 'words',
    description: 'Progress in words, or as JSON lines, to standard error',
  },
};
