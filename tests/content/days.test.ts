import { expect, test } from 'vitest';
import { addDays, daysBetween, instantAt, isDay, isTimezone } from '#content/days.ts';

test('only days that exist are days', () => {
  expect(['2024-02-29', '2024-12-31'].filter(isDay)).toHaveLength(2);
  expect(
    ['2023-02-29', '2024-02-30', '2024-13-01', '2024-4-15', '20240415', '', '2024-04-15T00:00'].filter(isDay),
  ).toEqual([]);
});

test('days are counted over the ends of months and years', () => {
  expect(addDays('2024-02-28', 2)).toBe('2024-03-01');
  expect(addDays('2024-01-01', -1)).toBe('2023-12-31');
  expect(daysBetween('2024-04-15', '2024-04-21')).toBe(6);
});

test('nine in the morning is an instant of the newsletter’s own zone, in summer and in winter', () => {
  expect(instantAt('2024-04-22', 9, 'Europe/Minsk')).toBe('2024-04-22T06:00:00Z');
  expect(instantAt('2024-01-08', 9, 'Europe/Vilnius')).toBe('2024-01-08T07:00:00Z');
  expect(instantAt('2024-07-08', 9, 'Europe/Vilnius')).toBe('2024-07-08T06:00:00Z');
  expect(instantAt('2024-03-31', 9, 'Europe/Vilnius')).toBe('2024-03-31T06:00:00Z');
});

test('a zone is one that the IANA database has', () => {
  expect(isTimezone('Europe/Minsk')).toBe(true);
  expect(isTimezone('Minsk')).toBe(false);
});
