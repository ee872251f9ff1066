import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { VesnikError } from '#errors.ts';
import { catalogue } from './catalogue.ts';
import type { ExitCode, NamedCommand } from './command.ts';
import { failureLines, failureOf } from './failure.ts';
import { commandHelp, overview } from './help.ts';
import { cloneRoot } from './settings.ts';
import type { Terminal } from './terminal.ts';
import { checkUsage, nearest } from './usage.ts';

const entries = catalogue.flatMap(({ commands }) => commands);

/** Finds the command, runs it and says what went wrong if it did. Never throws. */
export async function dispatch(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  try {
    return await runArguments(argv, terminal);
  } catch (thrown) {
    const { exitCode, ...failure } = failureOf(thrown);
    if (argv.includes('--json')) terminal.note(JSON.stringify({ error: failure }));
    else terminal.note(...failureLines({ ...failure, exitCode }, terminal.paint));
    return exitCode;
  }
}

async function runArguments(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const wantsHelp = argv.some(word => word === '--help' || word === '-h') || argv[0] === 'help';
  const words = argv.slice(argv[0] === 'help' ? 1 : 0).filter(word => word !== '--help' && word !== '-h');
  if (words[0] === '--version' || words[0] === '-v') {
    terminal.say(await version());
    return 0;
  }
  const found = await findCommand(words);
  if (found === undefined) {
    if (words.length > 0 && !wantsHelp) throw unknownCommand(words);
    const group = catalogue.filter(({ commands }) => commands.some(({ name }) => name.startsWith(`${words[0]} `)));
    const lines = overview(group.length > 0 ? group : catalogue, await version(), terminal.paint);
    if (wantsHelp) terminal.say(...lines);
    else terminal.note(...lines);
    return wantsHelp ? 0 : 2;
  }
  const { command, rawArgs } = found;
  if (wantsHelp) {
    terminal.say(...commandHelp(command, terminal.paint));
    return 0;
  }
  checkUsage(command, rawArgs);
  return command.run(rawArgs, terminal);
}

async function findCommand(
  words: readonly string[],
): Promise<{ command: NamedCommand; rawArgs: string[] } | undefined> {
  const byLength = [...entries].sort((a, b) => b.name.length - a.name.length);
  const entry = byLength.find(({ name }) => name.split(' ').every((word, index) => word === words[index]));
  if (entry === undefined) return undefined;
  const { name, summary, load } = entry;
  return { command: { ...(await load()), name, summary }, rawArgs: words.slice(name.split(' ').length) };
}

function unknownCommand(words: readonly string[]): VesnikError {
  const [first = '', second = ''] = words;
  const below = entries.filter(({ name }) => name.startsWith(`${first} `)).map(({ name }) => name);
  const near =
    below.length > 0
      ? second && nearest(`${first} ${second}`, below)
      : nearest(first, [...new Set(entries.map(({ name }) => name.split(' ')[0] ?? name))]);
  const known = below.length > 0 ? `There are: ${below.join(', ')}.` : 'Type `npx vesnik --help` for all commands.';
  return new VesnikError({
    code: 'unknown-command',
    message:
      below.length > 0
        ? `\`vesnik ${first}\` wants to know what to do${second === '' ? '.' : `, and \`${second}\` it does not know.`}`
        : `There is no command \`${first}\`.`,
    hint: near ? `Did you mean \`npx vesnik ${near}\`? ${known}` : known,
    kind: 'usage',
  });
}

async function version(): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(join(cloneRoot, 'package.json'), 'utf8'));
  return z.object({ version: z.string() }).parse(manifest).version;
}
