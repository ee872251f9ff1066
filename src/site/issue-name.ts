import type { Issue, Library } from '#content/model.ts';
import { formatPeriod } from '#i18n/dates.ts';
import type { Language } from '#i18n/languages.ts';
import { translator } from '#i18n/translator.ts';

/** The issue's own title in that language, else its period. */
export function issueTitle(library: Library, issue: Issue, language: Language): string {
  return issue.words[language]?.title ?? issuePeriod(library, issue, language);
}

/**
 * An issue named by its period: "15–21 April 2024". Where several issues have one period each also says what sets it apart: its
 * number, what follows the date in its id, or its title.
 */
export function issuePeriod(library: Library, issue: Issue, language: Language): string {
  const period = formatPeriod(issue.period, language);
  if (!sharedPeriods(library).has(periodKey(issue))) return period;
  const ownName = issue.id.slice('YYYY-MM-DD-'.length);
  const apart = issueNumber(issue, language) ?? (ownName || issue.words[language]?.title);
  return apart === undefined ? period : `${period} · ${apart}`;
}

const known = new WeakMap<Library, ReadonlySet<string>>();

function sharedPeriods(library: Library): ReadonlySet<string> {
  const shared = known.get(library) ?? new Set(repeated(library.issues.map(periodKey)));
  known.set(library, shared);
  return shared;
}

function repeated(keys: readonly string[]): string[] {
  return [...Map.groupBy(keys, key => key)].flatMap(([key, found]) => (found.length > 1 ? [key] : []));
}

function periodKey({ period }: Issue): string {
  return `${period.start}/${period.end}`;
}

/** "2024, issue 15"; undefined where the issue has no number. */
export function issueNumber({ number, volume }: Issue, language: Language): string | undefined {
  if (number === undefined) return undefined;
  const t = translator(language);
  return volume === undefined ? t('issue.number', { number }) : t('issue.numberInVolume', { volume, number });
}
