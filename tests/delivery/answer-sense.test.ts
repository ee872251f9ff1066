import { describe, expect, test } from 'vitest';
import { paceOf, refusalOf } from '#delivery/answer-sense.ts';

describe('whose pace an answer is about', () => {
  test.each([
    ['421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred due to user complaints', 'other', 'yahoo'],
    ['421-4.7.28 Our system has detected an unusual rate of unsolicited mail. - gsmtp', 'other', 'google'],
    ['450 4.7.1 RP-001 The mail server IP connecting has exceeded the rate limit', 'other', 'microsoft'],
    ['451 4.7.1 Ratelimit exceeded, try again later', 'mailru', 'mailru'],
    ['421 4.3.2 Service not available, closing transmission channel', 'google', 'all'],
    ['421 Too many connections', 'yandex', 'all'],
    ['454 Throttling failure: Maximum sending rate exceeded.', 'google', undefined],
    ['450 4.2.0 Greylisted, try again in 5 minutes', 'google', undefined],
    ['452 4.2.2 The mailbox is full', 'google', undefined],
    ['450 4.1.1 Recipient unknown for now', 'other', undefined],
    ['550 5.7.1 Rate limit', 'google', undefined],
    ['250 2.0.0 taken', 'google', undefined],
  ] as const)('%s', (answer, provider, scope) => {
    expect(paceOf(answer, provider)).toBe(scope);
  });
});

describe('what a refusal is about', () => {
  test.each([
    ['550 5.1.1 User unknown', 'unknown'],
    ['550 No such user here', 'unknown'],
    ['550 5.7.1 Blocked: user unknown to our reputation list', 'other'],
    ['554 5.7.1 Message rejected as spam', 'other'],
    ['451 4.7.1 later', undefined],
    ['5.1.3 this is not one well-formed address', undefined],
  ] as const)('%s', (answer, refusal) => {
    expect(refusalOf(answer)).toBe(refusal);
  });
});
