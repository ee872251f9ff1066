import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markSet } from '#store/mark-set.ts';

test('holds what was added and nothing else, as a Set does', () => {
  const marks = fc.array(fc.oneof(fc.integer({ min: 0, max: 2 ** 48 - 1 }), fc.nat({ max: 3000 })), {
    maxLength: 4000,
  });
  fc.assert(
    fc.property(marks, marks, (added, asked) => {
      const [ours, theirs] = [markSet(), new Set<number>()];
      for (const mark of added) {
        ours.add(mark);
        // 0 stands as 1.
        theirs.add(mark || 1);
      }
      for (const mark of [...added, ...asked]) expect(ours.has(mark)).toBe(theirs.has(mark || 1));
    }),
    { numRuns: 60 },
  );
});
