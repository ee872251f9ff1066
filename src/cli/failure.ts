import { VesnikError } from '#errors.ts';
import type { ExitCode } from './command.ts';
import type { Paint } from './output.ts';
import { withoutAddresses } from './redact.ts';

/** What a person (or, as JSON, a machine) is told when a command fails, and how the process ends. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly exitCode: ExitCode;
}

const exitCodes = { refused: 1, usage: 2, partly: 3 } as const satisfies Record<VesnikError['kind'], ExitCode>;

/** Any thrown value as a failure. What we did not write ourselves is a defect: its text is kept, addresses in it are not. */
export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof VesnikError) {
    const { code, message, hint, kind } = thrown;
    return { code, message, hint, exitCode: exitCodes[kind] };
  }
  const text = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  return {
    code: 'defect',
    message: `This should not have happened.\n${withoutAddresses(text)}`,
    hint: 'Nothing was hidden: the state is what `npx vesnik status` shows. Please report this text; it holds no addresses.',
    exitCode: 1,
  };
}

/** "Error: what happened" and "What to do", in plain lines. */
export function failureLines({ message, hint }: Failure, paint: Paint): string[] {
  const [first = '', ...rest] = message.split('\n');
  return [`${paint('red', 'Error:')} ${first}`, ...rest, ...hint.split('\n').map(line => `  ${paint('dim', line)}`)];
}
