import type { Issue, Library } from '#content/model.ts';
import { neighbouringIssues } from '#content/queries.ts';
import type { Selection } from '#content/selection.ts';
import type { Language } from '#i18n/languages.ts';
import { tied } from '#i18n/ties.ts';
import { issuePath } from '../addresses.ts';
import { issueNumber, issuePeriod } from '../issue-name.ts';
import { selectionsOf } from '../listing.ts';
import { everyLanguage, type Place } from '../place.ts';
import { issueFacts } from '../place-facts.ts';
import { letterText } from '../text-name.ts';
import { type Chrome, chromeOf } from './chrome.ts';
import type { LinkView } from './link.ts';
import { type MissingView, missingViews } from './missing.ts';
import { type PieceView, pieceView } from './piece.ts';
import { type WeekView, weekView } from './week.ts';

/** What pages show of an issue. */
export interface IssueView {
  readonly id: string;
  readonly path: string;
  readonly period: string;
  /** "2024 edition, issue 41" */
  readonly number?: string;
  /** The issue's own title. */
  readonly title?: string;
  readonly pieces: readonly PieceView[];
  readonly missing: readonly MissingView[];
}

/** The page of an issue. */
export interface IssuePageView {
  readonly chrome: Chrome;
  readonly place: Place;
  readonly issue: IssueView;
  /** Name of the editor's letter on the shelf; there it is empty where there is none. */
  readonly letter: string;
  readonly signoff?: string;
  readonly week: WeekView;
  readonly previous?: LinkView;
  readonly next?: LinkView;
}

export function issuePageView(library: Library, issue: Issue, language: Language): IssuePageView {
  const selection = selectionOf(library, issue, language);
  const { previous, next } = neighbouringIssues(library, issue);
  const words = issue.words[language];
  const view = issueView(library, selection, language);
  const link = (other: Issue) => ({
    label: tied(issuePeriod(library, other, language), language),
    path: issuePath(language, other.id),
  });
  return {
    chrome: chromeOf(library, language),
    place: {
      language,
      title: words?.title === undefined ? view.period : `${words.title} (${view.period})`,
      description: words?.preheader ?? view.pieces[0]?.summary ?? library.newsletter.tagline[language],
      versions: everyLanguage(library.newsletter, each => issuePath(each, issue.id)),
      ...issueFacts(library, issue, language),
    },
    issue: view,
    letter: letterText(issue.id, language),
    ...(words?.signoff !== undefined && { signoff: words.signoff }),
    week: weekView(library, issue, language),
    ...(previous && { previous: link(previous) }),
    ...(next && { next: link(next) }),
  };
}

export function issueView(library: Library, selection: Selection, language: Language): IssueView {
  const { issue, pieces } = selection;
  const number = issueNumber(issue, language);
  const title = issue.words[language]?.title;
  return {
    id: issue.id,
    path: issuePath(language, issue.id),
    period: tied(issuePeriod(library, issue, language), language),
    ...(number !== undefined && { number }),
    ...(title !== undefined && { title: tied(title, language) }),
    pieces: pieces.map(piece => pieceView(library, piece, language)),
    missing: missingViews(selection, language),
  };
}

function selectionOf(library: Library, { id }: Issue, language: Language): Selection {
  const found = selectionsOf(library, language).find(({ issue }) => issue.id === id);
  if (found === undefined) throw new RangeError(`the library has no issue ${id}`);
  return found;
}
