import type { Library } from '#content/model.ts';
import { latestIssue } from '#content/queries.ts';
import type { Language } from '#i18n/languages.ts';
import { homePath } from '../addresses.ts';
import { picksOf, selectionsOf } from '../listing.ts';
import { everyLanguage, type Place } from '../place.ts';
import { homeFacts } from '../place-facts.ts';
import { type Board, boardOfLastYear } from '../trend/board.ts';
import { type Chrome, chromeOf } from './chrome.ts';
import { type IssueView, issueView } from './issue.ts';
import { type IssueLine, yearsOfIssues } from './issue-list.ts';
import { type PieceView, pieceView } from './piece.ts';

/** How many earlier issues the home page names; the archive has all. */
const mostEarlier = 12;

/** The home page. */
export interface HomeView {
  readonly chrome: Chrome;
  readonly place: Place;
  readonly latest?: IssueView;
  readonly board?: Board;
  readonly picks: readonly PieceView[];
  /** Newest first. */
  readonly earlier: readonly { readonly year: string; readonly issues: readonly IssueLine[] }[];
}

export function homeView(library: Library, language: Language): HomeView {
  const { newsletter } = library;
  const newest = latestIssue(library);
  const selection = selectionsOf(library, language).find(({ issue }) => issue.id === newest?.id);
  const latest = selection && issueView(library, selection, language);
  const board = boardOfLastYear(library, language);
  return {
    chrome: chromeOf(library, language),
    place: {
      language,
      title: newsletter.name[language],
      description: newsletter.promise[language],
      versions: everyLanguage(newsletter, homePath),
      ...homeFacts(library, language),
    },
    ...(latest && { latest }),
    ...(board && { board }),
    picks: picksOf(library, language).map(piece => pieceView(library, piece, language)),
    earlier: earlierIssues(library, language, latest?.path),
  };
}

function earlierIssues(library: Library, language: Language, newest: string | undefined): HomeView['earlier'] {
  let left = mostEarlier;
  return yearsOfIssues(library, language).flatMap(({ year, months }) => {
    const issues = months.flatMap(month => month.issues).filter(({ path }) => path !== newest);
    const shown = issues.slice(0, left);
    left -= shown.length;
    return shown.length === 0 ? [] : [{ year, issues: shown }];
  });
}
