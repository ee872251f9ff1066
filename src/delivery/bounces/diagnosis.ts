import { plainWords, withoutNames } from './plain-words.ts';
import type { BounceReason } from './report.ts';
import type { Rule } from './rule.ts';
import { rulesAboutBox } from './rules-about-box.ts';
import { isBeforeRecipient, rulesAboutSender } from './rules-about-sender.ts';
import { rulesAboutUs, rulesOfPolicy } from './rules-about-us.ts';
import { rulesAboutWay } from './rules-about-way.ts';
import { rulesOfTerms } from './rules-of-terms.ts';
import { reasonOfReply, reasonOfStatus } from './status-reason.ts';

/** The first rule that holds decides. */
const rules: readonly Rule[] = [
  ...rulesOfTerms,
  ...rulesAboutUs,
  ...rulesAboutSender,
  ...rulesAboutBox,
  ...rulesAboutWay,
  ...rulesOfPolicy,
];

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
  const told =
    believed(reasonOfWords(spoken), spoken, enhanced) ??
    definite(reasonOfStatus(enhanced)) ??
    reasonOfWords(around4k) ??
    definite(reply === '' ? 'other' : reasonOfReply(reply)) ??
    (decisive === '4' ? 'temporary' : 'other');
  const isOfUs = isBeforeRecipient(plainWords(`${spoken} ${around4k}`)) || /^[45]\.1\.[78]$/.test(enhanced);
  const reason = isOfUs && ofReaders.has(told) ? 'authentication' : told;
  return { reason, isPermanent: decisive === '5' || (reply === '' && isNoDomain(spoken, enhanced)), status: enhanced };
}

/** What only the place of a reader can be. */
const ofReaders: ReadonlySet<BounceReason> = new Set([
  'unknown-user',
  'unknown-host',
  'inactive',
  'full',
  'restricted',
]);

// Gmail gives up at once where there is no such domain, and calls it 4.0.0.
function isNoDomain(spoken: string, status: string): boolean {
  return isVague(status) && /\bnxdomain\b/i.test(spoken);
}

/** What the first rule says that holds for these words, or undefined. */
export function reasonOfWords(words: string): BounceReason | undefined {
  const plain = withoutNames(plainWords(words));
  return plain === '' ? undefined : rules.find(([, pattern]) => pattern.test(plain))?.[0];
}

// In so many words, not by a turn that other refusals use too.
const saysUnknown =
  /no such (?:user|person|mail ?box|recipient|account|address)|(?:user|recipient|mail ?box|account|address)\b[^.]{0,40}\b(?:unknown|does ?n[o']t exist|does not exist|not found)|unknown (?:local )?(?:user|recipient|mail ?box|account|address)|invalid (?:user|recipient|mail ?box)|no mailbox (?:here|by)|нет такого|(?:пользовател|получател|адресат|ящик|абонент|учетн|аккаунт|карыстальнік|скрынк|атрымальнік)[^.]{0,60}(?:не существует|не найден|не знойдзен|не існуе)/;

// A refusal by policy (5.7.x) ends no subscription because its words are loose.
function believed(reason: BounceReason | undefined, spoken: string, status: string): BounceReason | undefined {
  const isPolicy = /^[45]\.7\./.test(status);
  const isGone = reason === 'unknown-user' || reason === 'unknown-host';
  return isPolicy && isGone && !saysUnknown.test(plainWords(spoken)) ? undefined : reason;
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
