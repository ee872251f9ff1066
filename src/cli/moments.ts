import { VesnikError } from '#errors.ts';

/**
 * A moment as a person types it: `2024-04-22T09:00` in the newsletter's time zone, or with a zone of its own (`…+02:00`, `…Z`).
 * Throws a VesnikError of kind usage for anything else and for a moment that is past.
 */
export function futureMoment(text: string, timezone: string, now: Date): Date {
  const match = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(Z|[+-]\d\d:\d\d)?$/u.exec(text.trim());
  const [, day, time, zone] = match ?? [];
  const at = zone === undefined ? inZone(`${day}T${time}:00Z`, timezone) : new Date(`${day}T${time}:00${zone}`);
  if (match === null || Number.isNaN(at.getTime())) throw wrong(`\`--at ${text}\` is not a moment.`, timezone);
  if (at <= now) throw wrong(`\`--at ${text}\` is past.`, timezone);
  return at;
}

/** The instant at which clocks of a zone show this. */
function inZone(shown: string, timezone: string): Date {
  const wanted = Date.parse(shown);
  if (Number.isNaN(wanted)) return new Date(Number.NaN);
  // Twice: the offset at the first guess may be the one before a change of the clocks.
  const guess = wanted - offsetMs(wanted, timezone);
  return new Date(wanted - offsetMs(guess, timezone));
}

function offsetMs(instant: number, timezone: string): number {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short', timeStyle: 'medium' });
  return Date.parse(`${format.format(instant).replace(' ', 'T')}Z`) - Math.trunc(instant / 1000) * 1000;
}

function wrong(message: string, timezone: string): VesnikError {
  return new VesnikError({
    code: 'wrong-moment',
    message,
    hint: `Write a moment to come in the time of ${timezone}: --at 2030-04-22T09:00, or with its zone: --at 2030-04-22T09:00+02:00`,
    kind: 'usage',
  });
}
