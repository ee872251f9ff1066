import { VesnikError } from '#errors.ts';

// C0, DEL, C1 (U+0085 among them), the line and paragraph separators, and halves of surrogate pairs.
const forbidden = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\p{Cs}]/u;

/** Whether a text could end a header line, or hide in one: CR, LF, NUL and every other control, U+0085, U+2028, U+2029. */
export function hasHeaderBreak(text: string): boolean {
  return forbidden.test(text);
}

/**
 * The text, fit for a header (RFC 5322, 2.2). Throws VesnikError `header-break` naming the place, never the text:
 * what stands there was meant to start a header or a recipient of its own.
 */
function headerText(place: string, text: string): string {
  if (!hasHeaderBreak(text)) return text;
  throw new VesnikError({
    code: 'header-break',
    message: `The ${place} of the mail holds a line break or another control character.`,
    hint: `Write the ${place} in one line, without invisible characters, and approve the issue again.`,
  });
}

/** The text where it is printable ASCII; else throws VesnikError `header-not-ascii`. */
export function asciiHeaderText(place: string, text: string): string {
  if (/^[\x20-\x7e]*$/.test(headerText(place, text))) return text;
  throw new VesnikError({
    code: 'header-not-ascii',
    message: `The ${place} of the mail may hold plain Latin letters, digits and signs only (RFC 5322, 2.2).`,
    hint: `Write the ${place} in Latin letters, or leave it out.`,
  });
}
