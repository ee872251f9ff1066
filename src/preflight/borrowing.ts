import type { Library } from '#content/model.ts';
import type { Selection } from '#content/selection.ts';
import type { Language } from '#i18n/languages.ts';

/** Who would be mailed, given as a value: a list's people in one form. */
export interface Group {
  readonly list: string;
  readonly form: string;
  readonly count: number;
}

/** A commentary that a list does not get in its own language. */
export interface Borrowed {
  readonly list: string;
  /** `2024-04-15/economy` */
  readonly commentary: string;
  readonly title: string;
  /** The language it is shown in; absent: the list does not get it at all. */
  readonly shownIn?: Language;
  /** A translation is promised and not there yet. */
  readonly isUntranslated: boolean;
  /** How many people this is; absent: not known here. */
  readonly people?: number;
}

/** What each list borrows or misses of an issue, and for how many people where the audience is known. */
export function borrowedBy(
  selections: readonly Selection[],
  library: Library,
  audience: readonly Group[] | undefined,
): Borrowed[] {
  return selections.flatMap(({ list, pieces, missing }) => {
    const people = audience?.filter(group => group.list === list.id).reduce((sum, { count }) => sum + count, 0);
    const known = people === undefined ? {} : { people };
    const borrowed = pieces
      // "Each piece in its author's language" is what those readers asked for, not a loan.
      .filter(({ isBorrowed, isUntranslated }) => isBorrowed && (list.take !== 'original' || isUntranslated))
      .map(({ commentary, version, isUntranslated }) => ({
        ...{ list: list.id, commentary: commentary.id, title: version.title },
        ...{ shownIn: version.language, isUntranslated, ...known },
      }));
    const absent = missing.map(({ id, versions, original }) => {
      const version = versions[original] ?? Object.values(versions)[0];
      return { list: list.id, commentary: id, title: version?.title ?? id, isUntranslated: false, ...known };
    });
    return [...borrowed, ...absent].sort((a, b) => order(library, a.commentary) - order(library, b.commentary));
  });
}

/** Lists that get a letter in a language that is not their own. */
export function borrowedLetter(selections: readonly Selection[], audience: readonly Group[] | undefined): Borrowed[] {
  return selections.flatMap(({ issue, list }) => {
    const { language, title = issue.id } = issue.words[list.interface] ?? {};
    if (language === undefined || language === list.interface) return [];
    const people = audience?.filter(group => group.list === list.id).reduce((sum, { count }) => sum + count, 0);
    return [
      {
        ...{ list: list.id, commentary: issue.id, title, shownIn: language, isUntranslated: false },
        ...(people !== undefined && { people }),
      },
    ];
  });
}

function order(library: Library, commentary: string): number {
  const issue = library.issues.find(({ id }) => commentary.startsWith(`${id}/`));
  return issue?.commentaries.findIndex(({ id }) => id === commentary) ?? 0;
}
