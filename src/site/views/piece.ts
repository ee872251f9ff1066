import type { Library } from '#content/model.ts';
import type { Piece } from '#content/selection.ts';
import type { Trend } from '#content/trend.ts';
import { formatDuration, formatPeriod } from '#i18n/dates.ts';
import type { Language } from '#i18n/languages.ts';
import { tied } from '#i18n/ties.ts';
import { translator } from '#i18n/translator.ts';
import { authorPath, commentaryPath, topicPath } from '../addresses.ts';
import { authorsOf } from '../listing.ts';
import { foreignTo, type LinkView } from './link.ts';

/** A piece as lists show it. */
export interface PieceView {
  readonly path: string;
  readonly title: string;
  readonly summary: string;
  /** The piece's language where it is not the reader's. */
  readonly foreign?: Language;
  /** What a reader is told of a borrowed piece: "Original in Russian". */
  readonly label?: string;
  readonly topic?: LinkView;
  readonly period: string;
  readonly trend?: Trend;
  readonly isWithdrawn: boolean;
  readonly authors: readonly LinkView[];
  readonly reading: string;
  /** Length of its sound. */
  readonly audio?: string;
  /** File of its picture. */
  readonly cover?: string;
}

/** `language` is the reader's. */
export function pieceView(library: Library, piece: Piece, language: Language): PieceView {
  const { commentary, version } = piece;
  const t = translator(language);
  const topic = library.topics.get(commentary.topic);
  const label = pieceLabel(piece, language);
  return {
    path: commentaryPath(version.language, commentary.id),
    title: tied(version.title, version.language),
    summary: tied(version.summary, version.language),
    ...foreignTo(language, version.language),
    ...(label !== undefined && { label }),
    ...(topic && { topic: { label: topic.name[language], path: topicPath(language, topic.id) } }),
    period: tied(formatPeriod(commentary.period, language), language),
    ...(commentary.trend && version.withdrawn === undefined && { trend: commentary.trend }),
    isWithdrawn: version.withdrawn !== undefined,
    authors: authorLinks(library, version.authors, language),
    reading: version.withdrawn === undefined ? t('reading.minutes', { count: version.readingMinutes }) : '',
    ...(version.audio && { audio: formatDuration(version.audio.seconds) }),
    ...(version.cover && version.withdrawn === undefined && { cover: version.cover.file }),
  };
}

/** Authors with pages in the reader's language; hidden ones are not there. */
function authorLinks(library: Library, ids: readonly string[], language: Language): LinkView[] {
  return authorsOf(library, ids).map(({ id, name }) => ({ label: name[language], path: authorPath(language, id) }));
}

function pieceLabel(
  { commentary, version, isBorrowed, isUntranslated }: Piece,
  language: Language,
): string | undefined {
  if (!isBorrowed) return undefined;
  const t = translator(language);
  if (isUntranslated) return t(`piece.untranslated.${version.language}`);
  return version.language === commentary.original
    ? t(`piece.original.${version.language}`)
    : t(`readIn.${version.language}`);
}
