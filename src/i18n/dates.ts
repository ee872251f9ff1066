import type { Language } from './languages.ts';

/** English dates are in the order that the field prints: "April 15, 2024". */
export const languageLocales = { en: 'en-US', be: 'be-BY', ru: 'ru-RU' } as const satisfies Record<Language, string>;

/** Whole days, `YYYY-MM-DD`, both included. */
interface Days {
  readonly start: string;
  readonly end: string;
}

/** A day as a reader writes it: "April 15, 2024", «15 красавіка 2024», «15 апреля 2024». */
export function formatDay(day: string, language: Language): string {
  const { year, month, date } = parts(day, language);
  return language === 'en' ? `${month} ${date}, ${year}` : `${date} ${month} ${year}`;
}

/**
 * A period as a reader writes it: "April 15–21, 2024", «28 кастрычніка — 3 лістапада 2024». Intl's range formats are
 * uneven between the three languages (be without «г.», ru with a narrow no-break space, en with thin ones), so the
 * parts come from Intl and the order from here.
 */
export function formatPeriod({ start, end }: Days, language: Language, { year = true } = {}): string {
  const from = parts(start, language);
  const to = parts(end, language);
  const spaced = language === 'en' ? ' – ' : ' — ';
  if (start === end) return year ? formatDay(start, language) : dayAndMonth(from, language);
  if (from.year !== to.year) return `${formatDay(start, language)}${spaced}${formatDay(end, language)}`;
  const suffix = year ? (language === 'en' ? `, ${to.year}` : ` ${to.year}`) : '';
  if (from.month !== to.month) return `${dayAndMonth(from, language)}${spaced}${dayAndMonth(to, language)}${suffix}`;
  return language === 'en'
    ? `${from.month} ${from.date}–${to.date}${suffix}`
    : `${from.date}–${to.date} ${to.month}${suffix}`;
}

/** A month of a year as a heading: "April 2024", «Красавік 2024», «Апрель 2024». `month` counts from 1. */
export function formatMonth(year: number, month: number, language: Language): string {
  const name = monthName('long', month, language);
  return `${name.slice(0, 1).toLocaleUpperCase(language)}${name.slice(1)} ${year}`;
}

/** The name of a month in few letters, for the scale of a drawing; `month` counts from 1. */
export function formatShortMonth(month: number, language: Language): string {
  return monthName('short', month, language).replace('.', '');
}

const months = new Map<string, string>();

function monthName(month: 'long' | 'short', number: number, language: Language): string {
  const key = `${month} ${number} ${language}`;
  const format = () => new Intl.DateTimeFormat(languageLocales[language], { month, timeZone: 'UTC' });
  const name = months.get(key) ?? format().format(Date.UTC(2000, number - 1, 1));
  months.set(key, name);
  return name;
}

/** An instant (ISO 8601) in the newsletter's time zone: "April 22, 2024, 09:00". */
export function formatInstant(instant: string, timezone: string, language: Language): string {
  const at = new Date(instant);
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: timezone, dateStyle: 'short' }).format(at);
  const time = new Intl.DateTimeFormat('en-GB', { timeZone: timezone, timeStyle: 'short' }).format(at);
  return `${formatDay(day, language)}, ${time}`;
}

/** A length of sound: `1:05`, `1:02:03`. */
export function formatDuration(seconds: number): string {
  const whole = Math.round(seconds);
  const pad = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(whole % 60)}` : `${minutes}:${pad(whole % 60)}`;
}

interface DayParts {
  readonly year: string;
  readonly month: string;
  readonly date: string;
}

function dayAndMonth({ month, date }: DayParts, language: Language): string {
  return language === 'en' ? `${month} ${date}` : `${date} ${month}`;
}

// Making a format costs a hundred times what using it does: 4 s of a build of 3,000 pages.
const formats = {
  en: dayFormat('en'),
  be: dayFormat('be'),
  ru: dayFormat('ru'),
} as const satisfies Record<Language, Intl.DateTimeFormat>;

// Day beside month: Slavic languages then give the month in the genitive.
function dayFormat(language: Language): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(languageLocales[language], {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
}

// An archive has few days, and says each of them many times.
const days = new Map<string, DayParts>();
const mostDays = 20_000;

function parts(day: string, language: Language): DayParts {
  const key = language + day;
  const known = days.get(key) ?? partsOf(day, language);
  if (days.size >= mostDays) days.clear();
  days.set(key, known);
  return known;
}

function partsOf(day: string, language: Language): DayParts {
  const found = formats[language].formatToParts(new Date(`${day}T00:00:00Z`));
  const value = (type: Intl.DateTimeFormatPartTypes) => found.find(part => part.type === type)?.value ?? '';
  return { year: value('year'), month: value('month'), date: value('day') };
}
