import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  laneHeight,
  lastYear,
  monthTicks,
  placeSigns,
  weekOf,
  weeksOf,
  weekWidth,
  wholeYear,
} from '#site/trend/geometry.ts';
import { signs } from '#site/trend/signs.ts';

test('better stands above the middle and worse below it', () => {
  const [improved, unchanged, worsened] = placeSigns(0, ['improved', 'unchanged', 'worsened']).map(
    ({ y, size }) => y + size / 2,
  );
  expect(improved).toBeLessThan(unchanged ?? 0);
  expect(unchanged).toBe(laneHeight / 2);
  expect(worsened).toBeGreaterThan(unchanged ?? 0);
});

test('up to six signs of one week keep to their week and lane, and none covers another', () => {
  const week = fc.array(fc.constantFrom(...signs), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(week, fc.nat(53), (found, at) => {
      const spots = placeSigns(at, found);
      expect(spots).toHaveLength(found.length);
      for (const { x, y, size } of spots) {
        expect(size).toBeGreaterThanOrEqual(5);
        expect(x).toBeGreaterThanOrEqual(at * weekWidth);
        expect(x + size).toBeLessThanOrEqual((at + 1) * weekWidth);
        expect(y).toBeGreaterThanOrEqual(0);
        expect(y + size).toBeLessThanOrEqual(laneHeight);
      }
      for (const [one, a] of spots.entries())
        for (const b of spots.slice(one + 1)) {
          const over = Math.min(a.x + a.size, b.x + b.size) - Math.max(a.x, b.x);
          const down = Math.min(a.y + a.size, b.y + b.size) - Math.max(a.y, b.y);
          // Corners of triangles may touch: a tenth of a mark is nothing that an eye sees.
          expect(Math.min(over, down)).toBeLessThanOrEqual(1.2);
        }
    }),
  );
});

test('the last year ends with the week of its day', () => {
  const span = lastYear('2024-10-28');
  expect(span).toEqual({ from: '2023-10-30', to: '2024-11-03' });
  expect(weeksOf(span)).toBe(53);
  expect(weekOf('2024-10-28', span)).toBe(52);
});

test('every day of a year lies in one of its weeks, leap years too', () => {
  for (const year of ['2023', '2024']) {
    const span = wholeYear(year);
    expect(weekOf(`${year}-01-01`, span)).toBe(0);
    expect(weekOf(`${year}-12-31`, span)).toBe(weeksOf(span) - 1);
  }
});

test('a year has a tick for each month', () => {
  expect(monthTicks(wholeYear('2024')).map(({ day }) => day.slice(5))).toEqual(
    Array.from({ length: 12 }, (_, month) => `${String(month + 1).padStart(2, '0')}-01`),
  );
  expect(monthTicks(lastYear('2024-10-28')).map(({ day }) => day)).toHaveLength(13);
});
