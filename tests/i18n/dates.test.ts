import { describe, expect, test } from 'vitest';
import { formatDay, formatDuration, formatInstant, formatMonth, formatPeriod } from '#i18n/dates.ts';
import { languages } from '#i18n/languages.ts';

const week = { start: '2024-04-15', end: '2024-04-21' };
const acrossMonths = { start: '2024-10-28', end: '2024-11-03' };
const acrossYears = { start: '2024-12-30', end: '2025-01-05' };

describe('a period', () => {
  test.each([
    ['en', week, 'April 15–21, 2024'],
    ['be', week, '15–21 красавіка 2024'],
    ['ru', week, '15–21 апреля 2024'],
    ['en', acrossMonths, 'October 28 – November 3, 2024'],
    ['be', acrossMonths, '28 кастрычніка — 3 лістапада 2024'],
    ['ru', acrossMonths, '28 октября — 3 ноября 2024'],
    ['en', acrossYears, 'December 30, 2024 – January 5, 2025'],
    ['be', acrossYears, '30 снежня 2024 — 5 студзеня 2025'],
    ['ru', acrossYears, '30 декабря 2024 — 5 января 2025'],
  ] as const)('in %s: %o', (language, period, expected) => {
    expect(formatPeriod(period, language)).toBe(expected);
  });

  test('without its year, for a box of the newest issue', () => {
    expect(languages.map(language => formatPeriod(week, language, { year: false }))).toEqual([
      'April 15–21',
      '15–21 красавіка',
      '15–21 апреля',
    ]);
  });

  test('of one day is that day', () => {
    expect(formatPeriod({ start: '2024-05-01', end: '2024-05-01' }, 'be')).toBe('1 мая 2024');
  });
});

describe('a date', () => {
  test('does not move with the time zone of the machine', () => {
    expect(formatDay('2024-01-01', 'en')).toBe('January 1, 2024');
  });

  test('has no narrow or no-break spaces and no «г.»', () => {
    for (const language of languages) {
      for (let month = 1; month <= 12; month += 1) {
        const day = `2024-${String(month).padStart(2, '0')}-09`;
        expect(formatDay(day, language)).toMatch(/^[\p{L}\d, ]+$/u);
      }
    }
  });

  test('of an instant is told in the newsletter’s time zone', () => {
    expect(formatInstant('2024-04-21T22:30:00Z', 'Europe/Minsk', 'ru')).toBe('22 апреля 2024, 01:30');
    expect(formatInstant('2024-04-21T22:30:00Z', 'UTC', 'en')).toBe('April 21, 2024, 22:30');
  });

  test('of a month is a heading in the nominative', () => {
    expect(languages.map(language => formatMonth(2024, 5, language))).toEqual(['May 2024', 'Май 2024', 'Май 2024']);
    expect(formatMonth(2024, 11, 'be')).toBe('Лістапад 2024');
  });
});

describe('a length of sound', () => {
  test.each([
    [5, '0:05'],
    [65.4, '1:05'],
    [3723, '1:02:03'],
  ])('%d seconds is %s', (seconds, expected) => {
    expect(formatDuration(seconds)).toBe(expected);
  });
});
