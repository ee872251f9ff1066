import { expect, test } from 'vitest';
import { groupAnswers } from '#store/answer-groups.ts';

const failed = { state: 'failed', provider: 'other', count: 1 } as const;

test('answers that differ in numbers, hosts and identifiers are one reason, shown as it came most often', () => {
  const groups = groupAnswers([
    { ...failed, answer: '550 5.1.1 [hidden]: no such user (mx1.example.net, id 4Xy9zK1)' },
    { ...failed, provider: 'google', count: 3, answer: '550-5.1.1 [hidden]: no such user (mx2.example.net, id 77aQ)' },
    { ...failed, answer: '550 5.7.1 blocked, see https://example.net/why?id=1' },
  ]);
  expect(groups).toEqual([
    {
      state: 'failed',
      count: 4,
      code: '550 5.1.1',
      answer: '550-5.1.1 [hidden]: no such user (mx2.example.net, id 77aQ)',
      byProvider: { other: 1, google: 3 },
    },
    expect.objectContaining({ count: 1, code: '550 5.7.1' }),
  ]);
});

test('another code, another state and other words are another reason', () => {
  const groups = groupAnswers([
    { ...failed, answer: '550 5.1.1 unknown' },
    { ...failed, answer: '550 5.2.1 unknown' },
    { ...failed, state: 'uncertain', answer: '550 5.1.1 unknown' },
    { ...failed, answer: '550 5.1.1 невядомы адрас' },
    { ...failed, answer: '' },
  ]);
  expect(groups).toHaveLength(5);
});
