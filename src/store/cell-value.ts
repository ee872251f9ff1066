/** The language that a cell names; services keep what they know of a person as JSON: `{"language": "be"}`. */
export function languageIn(cell: string): string {
  if (!cell.startsWith('{')) return cell;
  try {
    const known: unknown = JSON.parse(cell);
    const entries = typeof known === 'object' && known !== null ? Object.entries(known) : [];
    const found = entries.find(
      ([name, value]) => /^(?:lang|language|locale)$/i.test(name) && typeof value === 'string',
    );
    return String(found?.[1] ?? '');
  } catch {
    return '';
  }
}

// A year of two digits, or of six, is a slip, and the months between it and now would fill a table.
const [earliest, latest] = [Date.parse('1970-01-01'), Date.parse('2100-01-01')];

/** Milliseconds since 1970; without a zone a moment is in UTC. NaN: it cannot be read, or is not of our time. */
export function momentIn(cell: string): number {
  // `Date` overlooks what stands after the day, a NUL too.
  if (/\p{Cc}/u.test(cell)) return Number.NaN;
  const plain = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)$/.exec(cell);
  const ms = Date.parse(plain === null ? cell : `${plain[1]}T${plain[2]}Z`);
  return ms >= earliest && ms < latest ? ms : Number.NaN;
}
