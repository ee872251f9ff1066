import fc from 'fast-check';
import { expect, test } from 'vitest';
import { headingIds, latinSlug } from '#content/heading-id.ts';

test('headings in three languages get Latin ids', () => {
  expect(latinSlug('Human rights')).toBe('human-rights');
  expect(latinSlug('Правы чалавека і ўрад')).toBe('pravy-chalaveka-i-urad');
  expect(latinSlug('Съезд «Ещё раз»')).toBe('sezd-eshchio-raz');
});

test('equal headings get different ids, the same ones each time', () => {
  const give = () => {
    const id = headingIds();
    return ['Politics', 'Politics', '???', 'Politics 2', '…'].map(id);
  };
  expect(give()).toEqual(['s-politics', 's-politics-2', 's-section', 's-politics-2-2', 's-section-2']);
  expect(give()).toEqual(give());
});

test('ids are always different and always plain', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 8 }), { maxLength: 20 }), words => {
      const id = headingIds();
      const ids = words.map(id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const one of ids) expect(one).toMatch(/^s-[a-z0-9]+(?:-[a-z0-9]+)*$/);
    }),
  );
});
