import fc from 'fast-check';
import { expect, test } from 'vitest';
import { weekWidth } from '#site/trend/geometry.ts';
import { layLane } from '#site/trend/lane.ts';
import { type Sign, signs } from '#site/trend/signs.ts';

const width = 53 * weekWidth;
const middles = (weeks: readonly (readonly [number, readonly Sign[]])[]) =>
  [...layLane(new Map(weeks), width).spots.values()].map(spots => spots.map(({ y, size }) => y + size / 2));

test('better stands above the middle and worse below it, each week by itself and all in one', () => {
  expect(
    middles([
      [0, ['improved']],
      [1, ['mixed']],
      [2, ['worsened']],
    ]),
  ).toEqual([[8.5], [24], [39.5]]);
  expect(
    middles([
      [0, ['improved', 'unchanged', 'worsened']],
      [1, ['mixed']],
    ]),
  ).toEqual([[12, 36, 60], [36]]);
  expect(middles([[0, ['worsened', 'none', 'worsened']]])).toEqual([[72, 48, 96].map(each => each + 12)]);
});

test('two of one step share the middle of a lane that is no higher than others', () => {
  expect(layLane(new Map([[4, ['mixed', 'none']]]), width).height).toBe(48);
  expect(middles([[4, ['mixed', 'none']]])).toEqual([[12, 36]]);
});

test('no mark covers another, what is pointed at is 24 high and a week wide or more, and none of it overlaps', () => {
  const lane = fc.uniqueArray(
    fc.tuple(fc.nat(52), fc.array(fc.constantFrom(...signs), { minLength: 1, maxLength: 6 })),
    { selector: ([week]) => week, minLength: 1, maxLength: 20 },
  );
  fc.assert(
    fc.property(lane, weeks => {
      const { height, spots } = layLane(new Map(weeks), width);
      const all = weeks.flatMap(([week, found]) => {
        const ofWeek = spots.get(week) ?? [];
        expect(ofWeek).toHaveLength(found.length);
        const isAlone = weeks.every(([other]) => other === week || Math.abs(other - week) > 1);
        return ofWeek.map(spot => ({ ...spot, isAlone }));
      });
      for (const { x, y, size, hit, isAlone } of all) {
        expect(hit.height).toBe(24);
        expect(hit.width).toBeGreaterThanOrEqual(isAlone ? 24 : weekWidth);
        expect([hit.x >= 0, hit.x + hit.width <= width, hit.y >= 0, hit.y + hit.height <= height]).not.toContain(false);
        expect([hit.x <= x, x + size <= hit.x + hit.width]).not.toContain(false);
        expect([hit.y <= y, y + size <= hit.y + hit.height]).not.toContain(false);
      }
      for (const [at, { hit: a }] of all.entries())
        for (const { hit: b } of all.slice(at + 1)) {
          const over = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
          const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
          expect(Math.min(over, down)).toBeLessThanOrEqual(0);
        }
    }),
  );
});
