import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalise } from '#site/search/normalise.ts';

test.each([
  ['Ёлка', 'елка'],
  ['ўлада', 'улада'],
  ['Ўлада і ўрад, «ўсё»', 'улада і урад, «усе»'],
  ['праўда', 'праўда'],
  ['сям’я', "сям'я"],
  ['сямʼя', "сям'я"],
  ["сям'я", "сям'я"],
  ['вы\u0301бары', 'выбары'],
  ['пе\u00adнсія', 'пенсія'],
  ['\u202eсуд\u202c', 'суд'],
  ['беларуска‑польскі', 'беларуска-польскі'],
  ['и\u0306од у\u0306 е\u0308', 'йод у е'],
  ['İstanbul', 'i\u0307stanbul'],
])('%j is compared as %j', (written, compared) => {
  expect(normalise(written)).toBe(compared);
});

test('normalising twice changes nothing', () => {
  const unit = fc.oneof(
    fc.constantFrom(...'ўЎёЁ’ʼ\u0301\u0306\u0308\u00adİ-‑ аi'),
    fc.string({ unit: 'grapheme', maxLength: 1 }),
  );
  fc.assert(
    fc.property(fc.string({ unit }), text => normalise(normalise(text)) === normalise(text)),
    { numRuns: 20_000 },
  );
});
