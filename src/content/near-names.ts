import type { Passage } from './passages.ts';
import type { Slip } from './text-rules.ts';

/** Shorter names differ by a letter too often, and endings change with the case in Belarusian and Russian. */
const leastLetters = 6;
const endingLetters = 3;

/** Names, capitalised words inside of sentences, that differ by one letter before their endings. */
export function nearNames(passages: readonly Passage[]): (Slip & { passage: Passage })[] {
  const counts = new Map<string, { count: number; passage: Passage }>();
  for (const passage of passages) {
    for (const [name] of passage.text.matchAll(/(?<=[\p{Ll},;:]\s)\p{Lu}\p{Ll}{5,}/gu)) {
      counts.set(name, { count: (counts.get(name)?.count ?? 0) + 1, passage });
    }
  }
  const names = [...counts].sort(([, a], [, b]) => b.count - a.count);
  // Two names with one other letter are alike once that letter is taken out.
  const holes = new Map<string, string>();
  return names.flatMap(([name, { passage }]) => {
    const stem = name.length - endingLetters;
    const keys = Array.from(
      { length: Math.max(0, stem) },
      (_, at) => `${at} ${name.slice(0, at)}·${name.slice(at + 1)}`,
    );
    const other =
      name.length < leastLetters ? undefined : keys.map(key => holes.get(key)).find(one => one !== undefined);
    for (const key of keys) if (!holes.has(key)) holes.set(key, name);
    return other === undefined
      ? []
      : [
          {
            passage,
            rule: 'near-names',
            words: name,
            message: `\`${name}\` and \`${other}\` differ by one letter.`,
            hint: 'Where they are one name, spell it one way.',
          },
        ];
  });
}
