import { VesnikError } from '#errors.ts';

export type SourceProblem = 'at-sign' | 'control-character' | 'too-long';

const mostCharacters = 100;

/** Why these words may not be kept as the source of a consent: it is stored in the clear, so it may hold no address. */
export function sourceProblem(source: string): SourceProblem | undefined {
  // NFKC makes one sign of @ and its full-width and small forms.
  if (source.normalize('NFKC').includes('@')) return 'at-sign';
  // Lone surrogates too: no database keeps them.
  if (/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u.test(source)) return 'control-character';
  return [...source].length > mostCharacters ? 'too-long' : undefined;
}

/** What is wrong in words; nothing of the source is repeated. */
export const sourceProblemTexts: Readonly<Record<SourceProblem, string>> = {
  'at-sign': 'the source of the consent holds an at sign, and is no place for an address',
  'control-character': 'the source of the consent holds a control character or a line end',
  'too-long': `the source of the consent is longer than ${mostCharacters} characters`,
};

/** Throws VesnikError (usage) `source-refused` for what may not be kept as the source of a consent. */
export function checkSource(source: string): void {
  const problem = sourceProblem(source);
  if (problem === undefined) return;
  throw new VesnikError({
    code: 'source-refused',
    message: `This cannot be kept: ${sourceProblemTexts[problem]}.`,
    hint: 'Say in a few words where they agreed, for example: --source "spring fair"',
    kind: 'usage',
  });
}
