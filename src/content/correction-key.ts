import { createHash } from 'node:crypto';
import type { Correction, Version } from './model.ts';

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
