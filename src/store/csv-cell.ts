// Spreadsheets run a cell that begins with one of these as a formula; the full-width ones too, in East Asian settings.
const formulaStart = /^[=+\-@\t\r＝＋－＠]/;
const guarded = /^'[=+\-@\t\r＝＋－＠']/;

/** The cell as text that no spreadsheet runs: an apostrophe goes before what looks like a formula. */
export function guardCell(text: string): string {
  return formulaStart.test(text) || text.startsWith("'") ? `'${text}` : text;
}

/** The cell again: `unguardCell(guardCell(text)) === text` for every text. */
export function unguardCell(text: string): string {
  return guarded.test(text) ? text.slice(1) : text;
}
