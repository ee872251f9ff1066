import { type Attempt, outcome, sent } from './attempt.ts';
import type { Reply } from './smtp-replies.ts';

/** What is asked of a relay for one message, in this order. `lone-dot`: the end of a message that nobody wanted (RFC 2920, 3.1). */
export type Step = 'rset' | 'mail' | 'rcpt' | 'data' | 'dot' | 'lone-dot';

/** `agreed`: go on. `refused`: the attempt is over with this outcome. `confused`: an answer that none of ours can have. */
export type Verdict =
  | { readonly kind: 'agreed' }
  | { readonly kind: 'refused'; readonly attempt: Attempt }
  | { readonly kind: 'confused' };

/** What an answer to one of our commands means for the delivery. */
export function verdictOf(step: Exclude<Step, 'lone-dot'>, { code, text }: Reply): Verdict {
  if (step === 'data' ? code === 354 : code >= 200 && code < 300) return { kind: 'agreed' };
  if (code < 400 || step === 'rset') return { kind: 'confused' };
  // Not the recipient's fault: who may send may be put right, and then they shall have it.
  const refusesSender = step === 'mail' && code >= 500;
  const state = code < 500 || refusesSender ? 'deferred' : 'failed';
  return { kind: 'refused', attempt: { ...outcome(state, text), refusesSender, keepsConnection: code !== 421 } };
}

/** The relay said yes to the final dot. */
export function accepted({ text }: Reply): Attempt {
  return sent(text);
}

/**
 * The attempt of a message whose connection went, or must be given up: uncertain where its final dot was, or may have been,
 * written and no answer came; else deferred. `wasAnswered`: the relay said something to one of its commands.
 */
export function lost(
  why: string,
  { isUncertain, wasAnswered }: { isUncertain: boolean; wasAnswered: boolean },
): Attempt {
  const place = isUncertain ? 'no answer after the message' : 'connection lost before the end of the message';
  return {
    ...outcome(isUncertain ? 'uncertain' : 'deferred', `${place} (${why})`),
    wasIgnored: !isUncertain && !wasAnswered,
  };
}
