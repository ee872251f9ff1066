// Spreadsheets run a cell that begins with one of these as a formula; the full-width ones too, in East Asian settings. Some
// programs take a line inside a cell for a row of its own, so the beginning of each line counts. An apostrophe that stands
// there itself is guarded too, so that it is told apart from ours.
const risky = /(?<=^|[\r\n])(?=[=+\-@\t\r＝＋－＠'])/g;
const guarded = /(?<=^|[\r\n])'(?=[=+\-@\t\r＝＋－＠'])/g;

/** The cell as text that no spreadsheet runs: an apostrophe goes before what looks like a formula, in each of its lines. */
export function guardCell(text: string): string {
  return text.replaceAll(risky, "'");
}

/** The cell again: `unguardCell(guardCell(text)) === text` for every text. */
export function unguardCell(text: string): string {
  return text.includes("'") ? text.replaceAll(guarded, '') : text;
}
