import type { Language } from '#i18n/languages.ts';
import type { Commentary, Issue, Library, Version } from './model.ts';
import type { List } from './publication.ts';

/** One commentary as a list takes it. */
export interface Piece {
  readonly commentary: Commentary;
  readonly version: Version;
  /** Not in the list's interface language: it is labelled "Original in …" or "not translated yet". */
  readonly isBorrowed: boolean;
  /** Borrowed although a translation into the interface language is promised. */
  readonly isUntranslated: boolean;
}

/** What a list takes of an issue. */
export interface Selection {
  readonly issue: Issue;
  readonly list: List;
  readonly pieces: readonly Piece[];
  /** What the list does not get at all: "Also this week, not in English: …". */
  readonly missing: readonly Commentary[];
}

/** What a list takes of an issue: each commentary in one language, in the issue's order, and what it does not get at all. */
export function select(library: Library, issue: Issue, list: List): Selection {
  const pieces: Piece[] = [];
  const missing: Commentary[] = [];
  for (const commentary of issue.commentaries) {
    const version = takenVersion(library, commentary, list);
    if (version === undefined) missing.push(commentary);
    else pieces.push({ commentary, version, ...standing(commentary, version, list) });
  }
  return { issue, list, pieces, missing };
}

/** The list whose mails a language's readers get, as `--language be` and an edition on the site mean it. */
export function listOfLanguage(library: Library, language: Language): List {
  const own = library.newsletter.lists.find(list => list.interface === language && list.take !== 'original');
  // A language without a list still has its edition on the site: what exists in it, then the others in their order.
  return own ?? { id: language, interface: language, take: [language], among: [language] };
}

/** The languages in the order in which a list would take a commentary. */
function preference(library: Library, { original }: Commentary, list: List): readonly Language[] {
  if (list.take !== 'original') return list.take;
  const declared = library.newsletter.languages.filter(language => list.among.includes(language));
  const authors = list.among.includes(original) ? [original] : [];
  const own = list.among.includes(list.interface) ? [list.interface] : [];
  return [...authors, ...own, ...declared];
}

function takenVersion(library: Library, commentary: Commentary, list: List): Version | undefined {
  for (const language of preference(library, commentary, list)) {
    const version = commentary.versions[language];
    if (version !== undefined) return version;
  }
  return undefined;
}

/**
 * Borrowed is what is not in the list's own language. A translation is promised where its file exists already, as a draft or
 * held back until its moment; only then may a reader be told "not translated yet".
 */
function standing(
  { promised }: Commentary,
  { language }: Version,
  list: List,
): Pick<Piece, 'isBorrowed' | 'isUntranslated'> {
  const isBorrowed = language !== list.interface;
  return { isBorrowed, isUntranslated: isBorrowed && promised.includes(list.interface) };
}
