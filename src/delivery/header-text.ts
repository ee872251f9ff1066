// C0, DEL, C1 (U+0085 among them), the line and paragraph separators, and halves of surrogate pairs.
const forbidden = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\p{Cs}]/u;

/** Whether a text could end a header line, or hide in one: CR, LF, NUL and every other control, U+0085, U+2028, U+2029. */
export function hasHeaderBreak(text: string): boolean {
  return forbidden.test(text);
}
