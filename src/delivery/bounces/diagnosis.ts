import { plainWords, withoutNames } from './plain-words.ts';
import type { BounceReason } from './report.ts';
import type { Rule } from './rule.ts';
import { rulesAboutBox } from './rules-about-box.ts';
import { rulesAboutUs, rulesOfPolicy } from './rules-about-us.ts';
import { rulesAboutWay } from './rules-about-way.ts';
import { rulesOfTerms } from './rules-of-terms.ts';
import { reasonOfReply, reasonOfStatus } from './status-reason.ts';

/** The first rule that holds decides. */
const rules: readonly Rule[] = [...rulesOfTerms, ...rulesAboutUs, ...rulesAboutBox, ...rulesAboutWay, ...rulesOfPolicy];

export interface Diagnosis {
  readonly reason: BounceReason;
  readonly isPermanent: boolean;
  /** RFC 3463, or ''. */
  readonly status: string;
}

const longestRead = 4000;

/**
 * Why a mail came back, by the server's words, then by codes. `answer` is what the refusing server said, `around` what the
 * reporting server wrote around it: read where the answer says nothing. `status` is the report's own, or ''.
 */
export function diagnose(answer: string, around: string, status: string): Diagnosis {
  const spoken = answer.slice(0, longestRead);
  const reply = replyOf(spoken) || (spoken.trim() === '' ? replyOf(around) : '');
  const around4k = around.slice(0, longestRead);
  const enhanced =
    [statusOf(spoken), status, statusOf(around4k)].find(code => !isVague(code)) || statusOf(spoken) || status;
  const decisive = /^[45]/.exec(reply)?.[0] ?? /^[45]/.exec(enhanced)?.[0] ?? '5';
  const reason =
    reasonOfWords(spoken) ??
    definite(reasonOfStatus(enhanced)) ??
    reasonOfWords(around4k) ??
    definite(reply === '' ? 'other' : reasonOfReply(reply)) ??
    (decisive === '4' ? 'temporary' : 'other');
  return { reason, isPermanent: decisive === '5', status: enhanced };
}

/** What the first rule says that holds for these words, or undefined. */
export function reasonOfWords(words: string): BounceReason | undefined {
  const plain = withoutNames(plainWords(words));
  return plain === '' ? undefined : rules.find(([, pattern]) => pattern.test(plain))?.[0];
}

function definite(reason: BounceReason): BounceReason | undefined {
  return reason === 'other' ? undefined : reason;
}

function isVague(status: string): boolean {
  return status === '' || /\.0\.0$/.test(status);
}

function replyOf(text: string): string {
  return /(?<![\d.,:/-])[45]\d\d(?=[ -](?!\d{3}\b)|$|[;:#])/m.exec(text)?.[0] ?? '';
}

function statusOf(text: string): string {
  return /(?<![\d.])[45]\.\d{1,3}\.\d{1,3}(?!\d|\.\d)/.exec(text)?.[0] ?? '';
}
