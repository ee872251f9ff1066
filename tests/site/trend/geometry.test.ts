import { expect, test } from 'vitest';
import { endingWith, lastYear, monthTicks, weekOf, weeksOf, wholeYear } from '#site/trend/geometry.ts';

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

test('a year that is not over ends with the month of its last day, and a week of two months stays whole', () => {
  const year = wholeYear('2024');
  expect(endingWith(year, ['2024-08-05', '2024-01-08'])).toEqual({ from: '2024-01-01', to: '2024-08-31' });
  expect(endingWith(year, ['2024-02-26'])).toEqual({ from: '2024-01-01', to: '2024-02-29' });
  expect(endingWith(year, ['2024-12-30'])).toEqual(year);
  expect(endingWith(year, [])).toEqual(year);
  const span = endingWith(year, ['2024-09-30']);
  expect(weekOf('2024-09-30', span)).toBe(weeksOf(span) - 1);
});
