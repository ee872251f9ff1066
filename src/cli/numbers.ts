import { VesnikError } from '#errors.ts';

/** A port: 0 lets the system choose one. */
export function portNumber(option: string, text: string): number {
  return wholeNumber(option, text, 0, 65_535);
}

/** The number after an option. Throws a VesnikError of kind usage where it is none between `least` and `most`. */
function wholeNumber(option: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (/^\d{1,9}$/u.test(text) && value >= least && value <= most) return value;
  throw new VesnikError({
    code: 'wrong-number',
    message: `\`--${option} ${text}\` is not a whole number from ${least} to ${most}.`,
    hint: `Write it in digits: --${option} ${least}.`,
    kind: 'usage',
  });
}
