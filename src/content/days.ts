/** Whole days without a zone, `YYYY-MM-DD`, both included (ISO 8601-1:2019, 5.5.2.2). */
export interface Period {
  readonly start: string;
  readonly end: string;
}

const dayMs = 86_400_000;
const dayPattern = /^\d{4}-\d{2}-\d{2}$/;

/** Whether the text is a day that exists, `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!dayPattern.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

/** The day so many days later (or earlier). `day` exists. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

/** From the first day to the second: 6 from a Monday to its Sunday. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs);
}

/** The interval as it is written in front matter: `2024-04-15/2024-04-21`. */
export function writePeriod({ start, end }: Period): string {
  return `${start}/${end}`;
}

/** The instant, in UTC to the second, at which a clock in the zone shows this hour of this day. */
export function instantAt(day: string, hour: number, timezone: string): string {
  const wanted = Date.parse(`${day}T${String(hour).padStart(2, '0')}:00:00Z`);
  // Twice, because the offset at the first guess may be the one before a change of the clocks.
  const first = wanted - offsetMs(wanted, timezone);
  return writeInstant(new Date(wanted - offsetMs(first, timezone)));
}

/** `2024-04-22T06:00:00Z` */
export function writeInstant(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}

/** Whether the name is a zone of the IANA database. */
export function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Formats are dear to make and asked for once a file. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timezone: string): Intl.DateTimeFormat {
  const known = clocks.get(timezone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  clocks.set(timezone, clock);
  return clock;
}

function offsetMs(at: number, timezone: string): number {
  const parts = clockOf(timezone).formatToParts(at);
  const part = (type: string) => parts.find(one => one.type === type)?.value ?? '00';
  const local = `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:${part('second')}Z`;
  return Date.parse(local) - Math.floor(at / 1000) * 1000;
}
