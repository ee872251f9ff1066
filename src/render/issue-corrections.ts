import { type Correction, isAmong } from '#content/correction-key.ts';
import type { Library, Version } from '#content/model.ts';
import type { Selection } from '#content/selection.ts';

export interface EarlierCorrection extends Correction {
  readonly version: Version;
}

/**
 * Corrections to earlier issues that this one's mail tells: those made since the issue before it came out. Each is told in
 * one mail only, in the language in which they have the piece; newest first. `told`: keys of those that the list was mailed
 * by themselves.
 */
export function earlierCorrections(
  { issue, list }: Selection,
  library: Library,
  told: ReadonlySet<string> = new Set(),
): EarlierCorrection[] {
  const at = library.issues.findIndex(({ id }) => id === issue.id);
  const earlier = library.issues.slice(0, Math.max(0, at));
  const before = earlier.at(-1);
  if (before === undefined) return [];
  const [from, to] = [firstPublished(before), firstPublished(issue)];
  return earlier
    .flatMap(({ commentaries }) => commentaries)
    .flatMap(({ versions }) => {
      const taken = [list.interface, ...list.among].find(language => versions[language] !== undefined);
      return (taken && versions[taken]) ?? [];
    })
    .flatMap(version => version.corrections.map(correction => ({ ...correction, version })))
    .filter(({ date }) => date >= from && date < to)
    .filter(({ version, ...correction }) => !isAmong(told, version, correction))
    .sort((a, b) => b.date.localeCompare(a.date));
}

/** The first day on which anything of an issue came out, `YYYY-MM-DD`; where nothing did, the last of its period. */
function firstPublished({ commentaries, period }: Library['issues'][number]): string {
  const days = commentaries.flatMap(({ versions }) =>
    Object.values(versions).map(({ published }) => published.slice(0, 10)),
  );
  return days.sort()[0] ?? period.end;
}
