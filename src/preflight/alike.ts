/** Names shorter than this differ by one letter too often. */
const leastLetters = 6;
/** Endings change with the case in Belarusian and Russian, so a slip is looked for before them. */
const endingLetters = 3;

/**
 * Pairs of names (capitalised words inside sentences) that differ by exactly one letter before their endings: the one that
 * stands more often first. Several thousand words take milliseconds.
 */
export function nearlyAlike(texts: readonly string[]): [string, string][] {
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const [, name = ''] of text.matchAll(/(?<=[\p{Ll},;:]\s)(\p{Lu}\p{Ll}+)/gu)) {
      if (name.length >= leastLetters) counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  const names = [...counts.keys()].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
  // Two words with one other letter share what is left when that letter is taken out.
  const byHoles = new Map<string, string>();
  const pairs: [string, string][] = [];
  for (const name of names) {
    for (let at = 1; at < name.length - endingLetters; at += 1) {
      const hole = `${at} ${name.slice(0, at)}·${name.slice(at + 1)}`;
      const other = byHoles.get(hole);
      if (other === undefined) byHoles.set(hole, name);
      else pairs.push([other, name]);
    }
  }
  return pairs;
}
