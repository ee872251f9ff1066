import type { Commentary, ContentsEntry, Issue, Library, Version } from '#content/model.ts';
import { neighboursInTopic, relatedTo } from '#content/queries.ts';
import type { Trend } from '#content/trend.ts';
import { formatDay, formatPeriod } from '#i18n/dates.ts';
import { languageNames } from '#i18n/languages.ts';
import { tied } from '#i18n/ties.ts';
import { translator } from '#i18n/translator.ts';
import { commentaryPath, issuePath, topicPath } from '../addresses.ts';
import { ownPieces } from '../listing.ts';
import { everyLanguage, type Place } from '../place.ts';
import { commentaryFacts } from '../place-facts.ts';
import { commentaryText } from '../text-name.ts';
import { type AuthorView, authorViews } from './author.ts';
import { type Chrome, chromeOf } from './chrome.ts';
import { type Citation, citationOf } from './citation.ts';
import type { LinkView } from './link.ts';
import { type CoverView, coverView, type SoundView, soundView } from './media.ts';
import { type PieceView, pieceView } from './piece.ts';

/** A day beside what a machine reads of it. */
interface DayView {
  readonly day: string;
  readonly text: string;
}

/** The page of a commentary. */
export interface CommentaryView {
  readonly chrome: Chrome;
  readonly place: Place;
  /** Name of the body on the shelf. */
  readonly text: string;
  readonly topic?: LinkView;
  readonly issue: LinkView;
  readonly trend?: Trend;
  readonly title: string;
  readonly summary: string;
  readonly isDraft: boolean;
  readonly authors: readonly AuthorView[];
  readonly published: DayView;
  readonly corrected?: DayView;
  readonly reading?: string;
  /** "Original in Russian", where this is a translation. */
  readonly original?: string;
  /** The same piece in other languages, each named in its own. */
  readonly versions: readonly LinkView[];
  readonly cover?: CoverView;
  readonly audio?: SoundView;
  readonly points: readonly string[];
  readonly contents: readonly ContentsEntry[];
  readonly corrections: readonly { readonly date: DayView; readonly text: string }[];
  /** Why it was withdrawn; then there is no text. */
  readonly withdrawn?: string;
  readonly citation: Citation;
  readonly licence?: LinkView;
  readonly related: readonly PieceView[];
  readonly previous?: LinkView;
  readonly next?: LinkView;
}

export function commentaryView(
  library: Library,
  issue: Issue,
  commentary: Commentary,
  version: Version,
): CommentaryView {
  const { language, withdrawn } = version;
  const { newsletter, topics } = library;
  const t = translator(language);
  const own = (words: string) => tied(words, language);
  const topic = topics.get(commentary.topic);
  const { previous, next } = neighboursInTopic(library, commentary, language);
  // What stands below as the piece before or after is not said twice.
  const beside = [previous, next].flatMap(each => each?.commentary ?? []);
  const related = relatedTo(library, commentary, language).filter(each => !beside.includes(each.commentary));
  const day = (date: string) => ({ day: date, text: own(formatDay(date, language)) });
  const corrected = version.corrections
    .map(({ date }) => date)
    .toSorted()
    .at(-1);
  const { licence } = newsletter;
  const isTranslation = language !== commentary.original;
  const link = (other: Version) => ({ label: own(other.title), path: commentaryPath(language, other.commentary) });
  return {
    chrome: chromeOf(library, language),
    place: placeOf(library, issue, commentary, version),
    text: commentaryText(version),
    ...(topic && { topic: { label: topic.name[language], path: topicPath(language, topic.id) } }),
    issue: { label: own(formatPeriod(commentary.period, language)), path: issuePath(language, issue.id) },
    ...(commentary.trend && withdrawn === undefined && { trend: commentary.trend }),
    title: own(version.title),
    summary: own(version.summary),
    isDraft: version.draft,
    authors: authorViews(library, version.authors, language),
    published: day(dayOf(version.published, newsletter.timezone)),
    ...(corrected !== undefined && { corrected: day(corrected) }),
    ...(withdrawn === undefined && { reading: t('reading.minutes', { count: version.readingMinutes }) }),
    ...(isTranslation && { original: t(`piece.original.${commentary.original}`) }),
    versions: newsletter.languages
      .filter(each => each !== language && commentary.versions[each] !== undefined)
      .map(each => ({ label: languageNames[each], path: commentaryPath(each, commentary.id), foreign: each })),
    ...(version.cover && withdrawn === undefined && { cover: coverView(version.cover, language) }),
    ...(version.audio && withdrawn === undefined && { audio: soundView(version.audio, language) }),
    points: version.points.map(own),
    contents: version.contents.map(entry => ({ ...entry, text: own(entry.text) })),
    corrections: version.corrections.map(({ date, text }) => ({ date: day(date), text: own(text) })),
    ...(withdrawn !== undefined && { withdrawn: own(withdrawn) }),
    citation: citationOf(library, version, dayOf(version.published, newsletter.timezone)),
    ...(licence && { licence: { label: licence.label[language], path: licence.href } }),
    related: ownPieces(library, related).map(piece => pieceView(library, piece, language)),
    ...(previous && { previous: link(previous) }),
    ...(next && { next: link(next) }),
  };
}

function placeOf(library: Library, issue: Issue, commentary: Commentary, version: Version): Place {
  const { id, versions } = commentary;
  return {
    language: version.language,
    title: version.title,
    description: version.withdrawn ?? version.summary,
    versions: Object.fromEntries(
      Object.values(versions).map(each => [each.language, commentaryPath(each.language, id)]),
    ),
    instead: everyLanguage(library.newsletter, each => issuePath(each, issue.id)),
    ...commentaryFacts(library, issue, commentary, version),
  };
}

// Formats are dear to make: one for each of two dates on 1,560 pages took half a second.
const calendars = new Map<string, Intl.DateTimeFormat>();

/** The day of an instant where the newsletter lives, `YYYY-MM-DD`. */
function dayOf(instant: string, timezone: string): string {
  // As Canada writes it.
  const calendar =
    calendars.get(timezone) ?? new Intl.DateTimeFormat('en-CA', { timeZone: timezone, dateStyle: 'short' });
  calendars.set(timezone, calendar);
  return calendar.format(new Date(instant));
}
