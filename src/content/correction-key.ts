import { createHash } from 'node:crypto';
import type { Version } from './model.ts';

/** What was put right in a mailed or published version. */
export interface Correction {
  /** `2024-04-22` */
  readonly date: string;
  readonly text: string;
}

/**
 * What a correction is known by when it has been mailed: 32 hex digits of its piece, language, day and words. Other words are
 * another correction.
 */
export function correctionKey(
  { commentary, language }: Pick<Version, 'commentary' | 'language'>,
  { date, text }: Correction,
): string {
  return createHash('sha256')
    .update(JSON.stringify([commentary, language, date, text]))
    .digest('hex')
    .slice(0, 32);
}

/** Whether a correction is among those whose keys are given; its piece may have had another name then (`aliases`). */
export function isAmong(
  keys: ReadonlySet<string>,
  { commentary, language, aliases }: Pick<Version, 'commentary' | 'language' | 'aliases'>,
  correction: Correction,
): boolean {
  return [commentary, ...aliases].some(name => keys.has(correctionKey({ commentary: name, language }, correction)));
}
