import { isCancel, text } from '@clack/prompts';
import { VesnikError } from '#errors.ts';
import type { Terminal } from './terminal.ts';

/**
 * Asks a person to type a word, as a proof that they mean it. Throws VesnikError: `not-confirmed` (refused) when they
 * type something else or leave, `no-terminal` (usage) where nobody can type.
 */
export async function confirmByTyping(question: string, word: string, terminal: Terminal): Promise<void> {
  if (terminal.stdin.isTTY !== true || terminal.stderr.isTTY !== true) {
    throw new VesnikError({
      code: 'no-terminal',
      message: 'This wants to be confirmed, and nobody can type here.',
      hint: 'Where a machine does it, add --yes.',
      kind: 'usage',
    });
  }
  const typed = await text({
    message: question,
    placeholder: word,
    input: terminal.stdin,
    output: terminal.stderr,
    signal: terminal.signal,
  });
  if (isCancel(typed) || typed.trim() !== word) {
    throw new VesnikError({
      code: 'not-confirmed',
      message: isCancel(typed) ? 'You left the question.' : 'What you typed is something else.',
      hint: 'Nothing was done.',
    });
  }
}
