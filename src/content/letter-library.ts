import type { ParsedLetter } from './letter-file.ts';
import { letterId } from './letter-id.ts';
import type { Issue, IssueWords, Letter, LetterVersion, Library } from './model.ts';
import type { List } from './publication.ts';
import type { Selection } from './selection.ts';

/** Letters of what was read, oldest first; drafts only where they are wanted. */
export function lettersOf(parsed: readonly ParsedLetter[], drafts: boolean): Letter[] {
  const shown = parsed.filter(({ draft }) => drafts || !draft);
  const groups = [...Map.groupBy(shown, ({ name }) => name)].sort(([a], [b]) => (a < b ? -1 : 1));
  return groups.map(([name, group]) => {
    const lists = group[0]?.lists;
    return {
      id: letterId(name),
      date: name.slice(0, 10),
      ...(lists !== undefined && { lists }),
      ...(group.some(({ siteIsDown }) => siteIsDown) && { siteIsDown: true }),
      versions: Object.fromEntries(group.map(({ version }) => [version.language, version])),
    };
  });
}

/** The lists that a letter goes to. */
export function listsOfLetter({ newsletter }: Library, { lists }: Letter): List[] {
  return newsletter.lists.filter(({ id }) => lists === undefined || lists.includes(id));
}

/**
 * What a list gets of a letter: an issue without commentaries, whose own words are the letter. It is there for everybody:
 * where none of the list's languages has it, the first of the newsletter that does, which the mail then labels.
 */
export function selectLetter(library: Library, letter: Letter, list: List): Selection {
  const version = takenLetter(library, letter, list);
  const words = version === undefined ? {} : { [list.interface]: asWords(version) };
  return { issue: { ...letterIssue(letter), words }, list, pieces: [], missing: [] };
}

/** A letter as an issue without commentaries: its words are what the lists of each interface language get. */
export function asIssue(library: Library, letter: Letter): Issue {
  const words = listsOfLetter(library, letter).flatMap(list =>
    Object.entries(selectLetter(library, letter, list).issue.words),
  );
  return { ...letterIssue(letter), words: Object.fromEntries(words) };
}

function letterIssue({ id, date }: Letter): Issue {
  return { id, period: { start: date, end: date }, words: {}, commentaries: [] };
}

/** The text of a letter that a list is mailed; undefined only for a letter without any. */
function takenLetter(
  { newsletter }: Library,
  { versions }: Letter,
  { interface: own, take, among }: List,
): LetterVersion | undefined {
  const wanted = take === 'original' ? [own, ...among] : [...take, own];
  const language = [...wanted, ...newsletter.languages].find(each => versions[each] !== undefined);
  return language === undefined ? undefined : versions[language];
}

function asWords({ body, ...words }: LetterVersion): IssueWords {
  return { ...words, letter: body };
}
