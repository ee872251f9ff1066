import type { BounceReason } from './report.ts';

/**
 * If the server's words hold `words`, the reason is `reason`. Words are matched in the form of `plainWords`, without names, with
 * their codes. `of` names the servers that write so.
 */
export type Rule = readonly [reason: BounceReason, words: RegExp, of: string];
